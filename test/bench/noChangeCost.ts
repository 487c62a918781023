import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { projectDir } from "../../local/paths";
import type { Cost, Measurement } from "./measure";
import { costOf, costText, inTurn } from "./measure";

const rounds = 5;

/**
 * A preview of stack local that finds nothing to change, beside that of an empty Pulumi program, run in turn on the same
 * machine. The program is the least part of the difference: the empty one starts no plugin and asks no cluster, while
 * here two plugins start and compare every object. What the program itself costs, `programCost` says.
 */
export async function noChangeCost(environment: NodeJS.ProcessEnv): Promise<Measurement[]> {
    const empty = emptyProgram();
    const options = { cwd: empty, env: environment };
    const preview = (cwd: string, stack: string) =>
        costOf("pulumi", ["preview", "--non-interactive", "--stack", stack], { ...options, cwd });
    try {
        await costOf("pulumi", ["stack", "init", "empty", "--no-select"], options);
        const [baseline, local] = await inTurn(
            [() => preview(empty, "empty"), () => preview(projectDir, "local")],
            { rounds, warmUp: 1 },
        );
        const ratio = (of: keyof Cost) => (local![of] / baseline![of]).toFixed(2);
        return [
            { what: "preview of an empty program", value: costText(baseline!) },
            {
                what: "no-change preview of stack local",
                value: `${costText(local!)}; ${ratio("cpu")} of the CPU and ${ratio("seconds")} of the time of an empty program`,
            },
        ];
    } finally {
        await costOf("pulumi", ["stack", "rm", "empty", "--yes", "--force"], options);
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
