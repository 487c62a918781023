import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

/**
 * Runs a command of the CLI whose events `read` takes. They never go to a file: their debug lines hold plain secrets. What the
 * CLI prints on standard error is passed on, and handed to `read` once the CLI has ended.
 */
export async function withEvents<Result>(
    args: string[],
    read: (events: Readable, stderr: () => Promise<string>) => Promise<Result>,
): Promise<Result> {
    const child = spawn("pulumi", args, {
        env: {
            // Keeps compiled what Node.js loads for the program and the policies: they start twice as fast.
            NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
            ...process.env,
            PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
        },
        stdio: ["ignore", "pipe", "pipe"],
    });
    // A cancelled job: Pulumi ends in an orderly way, and what it has done until then is told.
    const interrupt = () => void child.kill("SIGINT");
    process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
    let stderr = "";
    child.stderr.on("data", (data: Buffer) => {
        stderr += data.toString();
        process.stderr.write(data);
    });
    const ended = new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    try {
        const [result] = await Promise.all([
            read(child.stdout, () => ended.then(() => stderr)),
            ended,
        ]);
        return result;
    } finally {
        process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    }
}

/** The options with which every preview and update of a stack is made, its environment's policies included. */
export function stackArguments(stack: string): string[] {
    const config = join("policy", "config", `${stack}.json`);
    return [
        ...["--json", "--non-interactive", "--stack", stack],
        ...["--policy-pack", "policy"],
        ...(existsSync(config) ? ["--policy-pack-config", config] : []),
    ];
}

export const noPulumi =
    "pulumi is not on PATH. Install the Pulumi CLI, or use the local platform's: npm run local -- npm run preview -- STACK";

/** The version of the CLI on PATH, or undefined where there is none. */
export function pulumiVersion(): Promise<string | undefined> {
    return new Promise((resolve) => {
        const child = spawn("pulumi", ["version"], { stdio: ["ignore", "pipe", "ignore"] });
        let text = "";
        child.stdout.on("data", (data: Buffer) => (text += data.toString()));
        child.on("error", () => resolve(undefined));
        child.on("close", (code) =>
            resolve(code === 0 ? text.trim().replace(/^v/, "") : undefined),
        );
    });
}
