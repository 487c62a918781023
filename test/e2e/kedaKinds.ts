import { tmpdir } from "node:os";
import { join } from "node:path";

import { goModule } from "../../local/toolchain/goModule";
import { kubectl } from "./kubernetes";

const kedaModule = "github.com/kedacore/keda/v2@v2.21.0";
const kinds = ["scaledobjects", "triggerauthentications"];

/** Makes KEDA's own kinds known to the cluster, out of its Go module. KEDA itself is not there. */
export async function installKedaKinds(): Promise<void> {
    const sources = await goModule(kedaModule, tmpdir());
    const files = kinds.map((kind) => join(sources, "config/crd/bases", `keda.sh_${kind}.yaml`));
    // Its kinds are too large for the annotation that a plain apply leaves behind.
    await kubectl("apply", "--server-side", ...files.flatMap((file) => ["-f", file]));
    const names = kinds.map((kind) => `crd/${kind}.keda.sh`);
    await kubectl("wait", "--for=condition=Established", "--timeout=60s", ...names);
}

export async function removeKedaKinds(): Promise<void> {
    await kubectl("delete", "crd", "--ignore-not-found", ...kinds.map((kind) => `${kind}.keda.sh`));
}
