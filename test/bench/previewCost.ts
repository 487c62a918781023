import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { projectDir } from "../../local/paths";
import type { Measurement } from "./measure";
import { median, seconds, secondsOf } from "./measure";

const rounds = 5;

/**
 * A preview of stack local that finds nothing to change, as a ratio to the preview of an empty Pulumi
 * program, run in turn on the same machine. The first round is left out: it fills the caches.
 */
export async function previewCost(environment: NodeJS.ProcessEnv): Promise<Measurement[]> {
    const empty = emptyProgram();
    const run = (cwd: string, stack: string) =>
        secondsOf("pulumi", ["preview", "--non-interactive", "--stack", stack], {
            cwd,
            env: environment,
        });
    try {
        await secondsOf("pulumi", ["stack", "init", "empty", "--no-select"], {
            cwd: empty,
            env: environment,
        });
        const times: { empty: number[]; local: number[] } = { empty: [], local: [] };
        await run(empty, "empty");
        await run(projectDir, "local");
        for (let round = 0; round < rounds; round++) {
            times.empty.push(await run(empty, "empty"));
            times.local.push(await run(projectDir, "local"));
        }
        const [baseline, measured] = [median(times.empty), median(times.local)];
        return [
            { what: "preview of an empty program", value: seconds(baseline) },
            { what: "no-change preview of stack local", value: seconds(measured) },
            { what: "ratio of the two", value: (measured / baseline).toFixed(2) },
        ];
    } finally {
        const remove = ["stack", "rm", "empty", "--yes", "--force"];
        await secondsOf("pulumi", remove, { cwd: empty, env: environment });
        rmSync(empty, { recursive: true });
    }
}

function emptyProgram(): string {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-empty-"));
    symlinkSync(join(projectDir, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
    writeFileSync(join(folder, "package.json"), '{ "name": "empty", "main": "index.js" }\n');
    writeFileSync(join(folder, "index.js"), "");
    return folder;
}
