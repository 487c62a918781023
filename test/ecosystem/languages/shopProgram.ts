import { cpSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../../local/paths";
import type { ShopExample } from "../../examples/shopPrograms";
import { namedCommands } from "../../examples/shopPrograms";

/** What a person may set of the shop that is an example in every language. */
export interface ShopConfiguration {
    namespace: string;
    brokerNodes: number;
    apiImage: string;
    workerImage: string;
}

/** An example in a folder of its own, as whoever has copied it has it, and a stack of it. */
export class ShopProgram {
    private readonly folder: string;

    constructor(
        private readonly example: ShopExample,
        workplace: string,
        private readonly environment: NodeJS.ProcessEnv,
    ) {
        this.folder = join(workplace, "examples", example.folder);
    }

    /** Runs what the example itself says has to be done before, with another namespace. */
    public async setUp(namespace: string): Promise<void> {
        const source = join(projectDir, "examples", this.example.folder);
        cpSync(source, this.folder, { recursive: true });
        const commands = namedCommands(this.example)
            .slice(0, -1)
            .map((command) => command.replace("namespace shop", `namespace ${namespace}`));
        const { folder: cwd, environment: env } = this;
        await execa("bash", ["-e", "-c", commands.join("\n")], { cwd, env });
        // The last one is `pulumi stack init dev && pulumi up`.
        await this.run("stack", "init", this.example.folder);
    }

    /** Never throws: look at `exitCode`. */
    public async with(configuration: ShopConfiguration, ...args: string[]) {
        const values = Object.entries(configuration).flatMap(([key, value]) => [
            "--plaintext",
            `${key}=${value}`,
        ]);
        await this.run("config", "set-all", ...values);
        return execa("pulumi", [...args, "--non-interactive", "--color=never"], {
            cwd: this.folder,
            env: this.environment,
            all: true,
            reject: false,
        });
    }

    /** The type and the name of everything that the stack has, without what Pulumi itself adds. */
    public async resources(): Promise<string[]> {
        const { deployment } = JSON.parse(await this.run("stack", "export")) as {
            deployment: { resources?: { urn: string }[] };
        };
        return (deployment.resources ?? [])
            .map(({ urn }) => urn.split("::").slice(2).join("::"))
            .filter((resource) => !resource.startsWith("pulumi:"))
            .sort();
    }

    public async output(name: string): Promise<string> {
        return this.run("stack", "output", name);
    }

    private async run(...args: string[]): Promise<string> {
        const { folder: cwd, environment: env } = this;
        return (await execa("pulumi", args, { cwd, env })).stdout;
    }
}
