import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Result } from "execa";
import { execa } from "execa";
import { parse, stringify } from "yaml";

import { projectDir } from "../../local/paths";

/** The keys of a stack's configuration, without the project's prefix. */
export interface StackConfiguration {
    namespace: string;
    createNamespace: boolean;
    broker: { [key: string]: unknown };
    queues: { [name: string]: object };
    clients?: { [name: string]: object };
    producers: { [name: string]: { [key: string]: unknown } };
    consumers: { [name: string]: { [key: string]: unknown } };
    [key: string]: unknown;
}

/**
 * What the stack file of an environment says, for less CPU than its pods ask for: several stacks
 * have to fit on the one node at a time, whatever else runs there.
 */
export function smallStack(environment: string): StackConfiguration {
    const stack = stackFile(environment);
    const modest = ({ resources, ...rest }: { [key: string]: unknown }, cpu: string) => ({
        ...rest,
        resources: { ...(resources as object | undefined), cpu },
    });
    const workloads = (named: StackConfiguration["producers"]) =>
        Object.fromEntries(Object.entries(named).map(([name, one]) => [name, modest(one, "20m")]));
    return {
        ...stack,
        broker: modest(stack.broker, "50m"),
        producers: workloads(stack.producers),
        consumers: workloads(stack.consumers),
    };
}

/** What the stack file of an environment says. */
export function stackFile(environment: string): StackConfiguration {
    const text = readFileSync(join(projectDir, "stacks", `Pulumi.${environment}.yaml`), "utf8");
    const { config } = parse(text) as { config: { [key: string]: unknown } };
    const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(
        own.map(([key, value]) => [key.slice(prefix.length), value]),
    ) as StackConfiguration;
}

const prefix = "queue-workloads:";

/** A Pulumi stack of its own on the local cluster, driven by the CLI as a person would. */
export class Stack {
    private readonly directory = mkdtempSync(join(tmpdir(), "queue-workloads-e2e-"));
    /** What the last update brought about; nothing where that is not certain. */
    private applied: string | undefined;

    constructor(
        public readonly name: string,
        /** The folder of the program's Pulumi.yaml. */
        private readonly program = projectDir,
    ) {}

    /** Makes the stack in the local backend, if it is not there yet. */
    public async initialise(): Promise<void> {
        await execa("pulumi", ["stack", "init", this.name, "--no-select", "--non-interactive"], {
            cwd: this.program,
            reject: false,
        });
        for (const folder of [this.program, join(this.program, "stacks")]) {
            rmSync(join(folder, `Pulumi.${this.name}.yaml`), { force: true });
        }
    }

    public async up(configuration: StackConfiguration) {
        this.applied = undefined;
        const result = await this.run(["up", "--yes", "--skip-preview"], configuration);
        if (result.exitCode === 0) {
            this.applied = stringify(configuration);
        }
        return result;
    }

    public isAt(configuration: StackConfiguration): boolean {
        return this.applied === stringify(configuration);
    }

    public preview(configuration: StackConfiguration, ...args: string[]) {
        return this.run(["preview", ...args], configuration);
    }

    public destroy(configuration: StackConfiguration) {
        this.applied = undefined;
        return this.run(["destroy", "--yes", "--skip-preview", "--ignore-protect"], configuration);
    }

    /** Starts an update, and kills the CLI and all that it started once the moment has come. */
    public async upKilledAt(
        configuration: StackConfiguration,
        moment: () => Promise<unknown>,
    ): Promise<void> {
        this.applied = undefined;
        const args = ["up", "--yes", "--skip-preview", ...this.options(configuration)];
        const update = execa("pulumi", args, {
            cwd: this.program,
            detached: true,
            reject: false,
            all: true,
        });
        try {
            await Promise.race([
                moment(),
                update.then(({ all }) => {
                    throw new Error(`The update ended before:\n${all}`);
                }),
            ]);
        } finally {
            killGroup(update.pid!);
            await update;
        }
    }

    /** Gives up the lock of an update that was killed. */
    public async cancel(): Promise<void> {
        await execa("pulumi", ["cancel", "--yes", "-s", this.name], { cwd: this.program });
    }

    /** The whole state; secrets are encrypted unless they are asked for. */
    public async export(...args: string[]): Promise<string> {
        const { stdout } = await execa("pulumi", ["stack", "export", "-s", this.name, ...args], {
            cwd: this.program,
        });
        return stdout;
    }

    /** Never throws: look at `exitCode`. */
    public run(
        args: string[],
        configuration: StackConfiguration,
    ): Promise<Result<{ all: true; reject: false; cwd: string }>> {
        return execa("pulumi", [...args, ...this.options(configuration)], {
            cwd: this.program,
            all: true,
            reject: false,
        });
    }

    /** The configuration goes into a file outside the clone. */
    private options(configuration: StackConfiguration): string[] {
        const file = join(this.directory, "stack.yaml");
        const config = Object.entries({ kubeContext: "queue-workloads-local", ...configuration });
        writeFileSync(
            file,
            stringify({
                config: Object.fromEntries(config.map(([key, value]) => [prefix + key, value])),
            }),
        );
        return ["-s", this.name, "--config-file", file, "--non-interactive", "--color=never"];
    }

    public close(): void {
        rmSync(this.directory, { recursive: true, force: true });
    }
}

function killGroup(leader: number): void {
    try {
        process.kill(-leader, "SIGKILL");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
            throw error;
        }
    }
}
