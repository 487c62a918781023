import { join } from "node:path";

import { projectDir } from "../../../local/paths";
import { goModule } from "../../../local/toolchain/goModule";
import type { GoTool } from "../../../local/toolchain/goTool";
import { applyObjects, kubectl } from "../../e2e/kubernetes";
import { importProgram } from "../operators/importProgram";

const module = "github.com/cert-manager/cert-manager";
export const version = "1.20.2";
const namespace = "cert-manager";
const kinds = ["certificaterequests", "certificates", "clusterissuers", "issuers"];
const image = `quay.io/jetstack/cert-manager-controller:v${version}`;
const tool: GoTool = {
    ...{ name: "cert-manager", version, module: "cert-manager", package: "./controller" },
    variables: { [`${module}/pkg/util.AppVersion`]: `v${version}` },
};

/** Its webhook is left out: what it would refuse, the API server takes. */
export async function installCertManager(): Promise<void> {
    await importProgram(tool, image);
    const sources = await goModule(module, join(projectDir, "local", "go", "cert-manager"));
    const files = kinds.map((kind) => join(sources, "deploy/crds", `cert-manager.io_${kind}.yaml`));
    await kubectl("apply", "--server-side", ...files.flatMap((file) => ["-f", file]));
    const names = kinds.map((kind) => `crd/${kind}.cert-manager.io`);
    await kubectl("wait", "--for=condition=Established", "--timeout=60s", ...names);
    await applyObjects(...objects());
    const deployment = `deployment/${namespace}`;
    await kubectl("rollout", "status", "-n", namespace, deployment, "--timeout=180s");
}

export async function removeCertManager(): Promise<void> {
    await kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=true");
    await kubectl("delete", "clusterrolebinding", namespace, "--ignore-not-found");
    const names = kinds.map((kind) => `${kind}.cert-manager.io`);
    await kubectl("delete", "crd", "--ignore-not-found", ...names);
}

/** What its chart makes, but with every right: this cluster is thrown away. */
function objects(): object[] {
    const metadata = { name: namespace, namespace };
    const labels = { app: namespace };
    const container = { name: namespace, image, imagePullPolicy: "Never" };
    const rbac = "rbac.authorization.k8s.io";
    return [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
        { apiVersion: "v1", kind: "ServiceAccount", metadata },
        {
            ...{ apiVersion: `${rbac}/v1`, kind: "ClusterRoleBinding" },
            metadata: { name: namespace },
            roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" },
            subjects: [{ kind: "ServiceAccount", ...metadata }],
        },
        {
            ...{ apiVersion: "apps/v1", kind: "Deployment", metadata },
            spec: {
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels },
                    spec: { serviceAccountName: namespace, containers: [container] },
                },
            },
        },
    ];
}
