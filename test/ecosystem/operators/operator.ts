import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";
import { stringify } from "yaml";

import { projectDir } from "../../../local/paths";
import { goModule } from "../../../local/toolchain/goModule";
import type { GoTool } from "../../../local/toolchain/goTool";
import { kubectl } from "../../e2e/kubernetes";
import { importProgram } from "./importProgram";

/** A field of Deployments that an installation changes, as a JSON patch names it. */
export type Patch = [operation: "add" | "replace", path: string, value: unknown];

/** What is installed, and from where. */
export interface OperatorSource {
    /** The Go module that holds the manifests. */
    module: string;
    namespace: string;
    /** The module's folder of manifests, if not `config`, and which of those below it are applied. */
    folder?: string;
    manifests: string[];
    /** What their objects are given, if they do not say it themselves. */
    given?: { namespace: string; namePrefix: string };
    programs: OperatorProgram[];
}

export interface OperatorProgram {
    tool: GoTool;
    /** What the manifests call its image, and its Deployment. */
    image: string;
    deployment: string;
    /** Made to its Deployment. */
    patches?: Patch[];
}

/** An operator as its own manifests install it, with images that are built here from its Go module. */
export class Operator {
    protected readonly folder = mkdtempSync(join(tmpdir(), "queue-workloads-operator-"));

    constructor(private readonly source: OperatorSource) {}

    public async install(): Promise<void> {
        const { namespace, given, programs } = this.source;
        for (const { tool } of programs) {
            await importProgram(tool, imageOf(tool));
        }
        await this.writeKustomization();
        // The kinds are too large for the annotation that a plain apply leaves behind.
        await kubectl("apply", "--server-side", "-k", this.folder);
        for (const { deployment } of programs) {
            const name = `deployment/${given?.namePrefix ?? ""}${deployment}`;
            await kubectl("rollout", "status", "-n", namespace, name, "--timeout=180s");
        }
    }

    public async remove(): Promise<void> {
        await kubectl("delete", "-k", this.folder, "--ignore-not-found", "--wait=true");
        rmSync(this.folder, { recursive: true });
    }

    private async writeKustomization(): Promise<void> {
        const { module, folder = "config", manifests, given, programs } = this.source;
        const required = join(projectDir, "local", "go", programs[0]!.tool.module);
        const sources = await goModule(module, required);
        cpSync(join(sources, folder), join(this.folder, folder), { recursive: true });
        await execa("chmod", ["-R", "u+w", this.folder]);
        const kustomization = {
            ...given,
            resources: manifests.map((manifest) => `${folder}/${manifest}`),
            images: programs.map(({ tool, image }) => {
                const [newName, newTag] = imageOf(tool).split(":");
                return { name: image, newName, newTag };
            }),
            patches: programs.map(({ deployment, patches = [] }) => ({
                target: { kind: "Deployment", name: deployment },
                patch: stringify([...patches, neverPulled].map(jsonPatch)),
            })),
        };
        writeFileSync(join(this.folder, "kustomization.yaml"), stringify(kustomization));
    }
}

/** No registry has these images. */
const neverPulled: Patch = ["add", "imagePullPolicy", "Never"];

function imageOf({ name, version }: GoTool): string {
    return `localhost/${name}:${version}`;
}

function jsonPatch([op, path, value]: Patch): object {
    return { op, path: `/spec/template/spec/containers/0/${path}`, value };
}
