import { tmpdir } from "node:os";
import { join } from "node:path";

import { goModule } from "../../local/toolchain/goModule";
import { kubectl } from "./kubernetes";

const certManagerModule = "github.com/cert-manager/cert-manager@v1.20.2";
const kinds = ["certificates", "issuers"];

/** Makes cert-manager's own kinds known to the cluster, out of its Go module. cert-manager itself is not there. */
export async function installCertManagerKinds(): Promise<void> {
    const sources = await goModule(certManagerModule, tmpdir());
    const files = kinds.map((kind) => join(sources, "deploy/crds", `cert-manager.io_${kind}.yaml`));
    await kubectl("apply", "--server-side", ...files.flatMap((file) => ["-f", file]));
    const names = kinds.map((kind) => `crd/${kind}.cert-manager.io`);
    await kubectl("wait", "--for=condition=Established", "--timeout=60s", ...names);
}

export async function removeCertManagerKinds(): Promise<void> {
    const names = kinds.map((kind) => `${kind}.cert-manager.io`);
    await kubectl("delete", "crd", "--ignore-not-found", ...names);
}
