import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";
import { stringify } from "yaml";

import { programImage } from "../../../local/images/program";
import { importImages } from "../../../local/importedImages";
import { projectDir } from "../../../local/paths";
import { buildGoTool } from "../../../local/toolchain/buildGoTool";
import { goModule } from "../../../local/toolchain/goModule";
import type { GoTool } from "../../../local/toolchain/goTool";
import { kubectl } from "../../e2e/kubernetes";

const module = "github.com/kedacore/keda/v2";
export const version = "2.20.2";
const namespace = "keda";
const deployments = ["keda-operator", "keda-metrics-apiserver"];
const metrics = "apiservice/v1beta1.external.metrics.k8s.io";

/** KEDA's programs under the names that its manifests call, and its images there. */
const programs: { tool: GoTool; image: string }[] = [
    { tool: program("keda", "operator"), image: "ghcr.io/kedacore/keda" },
    { tool: program("keda-adapter", "adapter"), image: "ghcr.io/kedacore/keda-metrics-apiserver" },
];

function program(name: string, command: string): GoTool {
    return { name, version, module: "keda", package: `${module}/cmd/${command}` };
}

/** KEDA as its own manifests install it, with images that are built here from its Go module. */
export class KedaOperator {
    private readonly folder = mkdtempSync(join(tmpdir(), "queue-workloads-keda-"));

    public async install(): Promise<void> {
        for (const { tool, image } of programs) {
            const built = await buildGoTool(tool, console.log);
            await importImages([await programImage(built, `${image}:${version}`)], console.log);
        }
        await this.writeKustomization();
        // Its kinds are too large for the annotation that a plain apply leaves behind.
        await kubectl("apply", "--server-side", "-k", this.folder);
        for (const deployment of deployments) {
            const name = `deployment/${deployment}`;
            await kubectl("rollout", "status", "-n", namespace, name, "--timeout=180s");
        }
        await kubectl("wait", "--for=condition=Available", "--timeout=60s", metrics);
    }

    public async remove(): Promise<void> {
        await kubectl("delete", "-k", this.folder, "--ignore-not-found", "--wait=true");
        rmSync(this.folder, { recursive: true });
    }

    private async writeKustomization(): Promise<void> {
        const sources = await goModule(module, join(projectDir, "local", "go", "keda"));
        cpSync(join(sources, "config"), join(this.folder, "config"), { recursive: true });
        await execa("chmod", ["-R", "u+w", this.folder]);
        const parts = ["crd", "general", "rbac", "manager", "metrics-server", "service_account"];
        const kustomization = {
            resources: parts.map((part) => `config/${part}`),
            images: programs.map(({ image }) => ({ name: image, newTag: version })),
            patches: [
                {
                    target: { kind: "Deployment" },
                    // No registry has these images.
                    patch: jsonPatch("replace", "imagePullPolicy", "Never"),
                },
                {
                    target: { kind: "Deployment", name: "keda-operator" },
                    // Its webhooks are left out.
                    patch: jsonPatch("add", "args/-", "--enable-webhook-patching=false"),
                },
            ],
        };
        writeFileSync(join(this.folder, "kustomization.yaml"), stringify(kustomization));
    }
}

function jsonPatch(op: string, field: string, value: string): string {
    return stringify([{ op, path: `/spec/template/spec/containers/0/${field}`, value }]);
}
