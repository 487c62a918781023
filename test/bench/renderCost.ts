import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { execa } from "execa";

import { projectDir } from "../../local/paths";
import type { Measurement } from "./measure";
import { seconds, since } from "./measure";

/** The comment and SARIF for a preview of 500 resources, in a process of its own. */
export async function renderCost(): Promise<Measurement[]> {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-bench-"));
    try {
        const events = join(folder, "events.jsonl");
        const recorded = join(projectDir, "test/preview/fixtures/resources500.jsonl.gz");
        writeFileSync(events, gunzipSync(readFileSync(recorded)));
        await buildRenderer();
        const measured = join(folder, "measured.js");
        writeFileSync(measured, program);
        const started = performance.now();
        const { stderr } = await execa("node", [measured, ...renderArguments(folder, events)], {
            cwd: projectDir,
        });
        const elapsed = since(started);
        const megabytes = Number(/maxRSS (\d+)/.exec(stderr)![1]) / 1024;
        return [
            { what: "comment and SARIF for 500 resources", value: seconds(elapsed) },
            { what: "memory for it", value: `${megabytes.toFixed(0)} MB` },
        ];
    } finally {
        rmSync(folder, { recursive: true });
    }
}

export const renderer = join(projectDir, "preview/dist/bundle/render.js");
const program = `
process.on("exit", () => console.error("maxRSS", process.resourceUsage().maxRSS));
require(${JSON.stringify(renderer)});
`;

export async function buildRenderer(): Promise<void> {
    await execa("npm", ["run", "-s", "preview:render", "--", "--version"], { cwd: projectDir });
}

export function renderArguments(folder: string, events: string): string[] {
    const markdown = join(folder, "comment.md");
    const sarif = join(folder, "findings.sarif");
    return ["--stack", `prod=${events}`, "--markdown", markdown, "--sarif", sarif];
}
