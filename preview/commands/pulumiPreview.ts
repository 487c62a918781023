import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { readPreview } from "../changes/readPreview";
import type { StackPreview } from "../changes/stackPreview";

/**
 * Previews a stack with its environment's policies. The events go straight into the result and never to a file: their
 * debug lines hold plain secrets.
 */
export async function pulumiPreview(stack: string): Promise<StackPreview> {
    const child = spawn("pulumi", previewArguments(stack), {
        env: { ...process.env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (data: Buffer) => {
        stderr += data.toString();
        process.stderr.write(data);
    });
    const ended = new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    const [preview] = await Promise.all([
        readPreview(stack, child.stdout, () => ended.then(() => stderr)),
        ended,
    ]);
    return preview;
}

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

function previewArguments(stack: string): string[] {
    const config = join("policy", "config", `${stack}.json`);
    return [
        ...["preview", "--json", "--non-interactive", "--stack", stack],
        ...["--policy-pack", "policy"],
        ...(existsSync(config) ? ["--policy-pack-config", config] : []),
    ];
}
