import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../local/paths";
import { writesDocs } from "../documentSection";
import type { Ledger } from "./ledger";

const document = join(projectDir, "docs", "reliability.md");

/** Puts the counts of a fault into its row of the table in docs/reliability.md. */
export function recordFault(fault: string, ledger: Ledger): void {
    if (!writesDocs) {
        return;
    }
    const { published, confirmed, deadLettered } = ledger.tally;
    const counts = [
        published.size,
        confirmed.size,
        ledger.consumed(),
        deadLettered.size,
        ledger.lost().length,
        ledger.duplicates(),
    ];
    const row = `| ${fault} | ${counts.join(" | ")} |`;
    const lines = readFileSync(document, "utf8").split("\n");
    const present = lines.findIndex((line) => line.startsWith(`| ${fault} |`));
    if (present >= 0) {
        lines[present] = row;
    } else {
        const rule = lines.findIndex((line) => /^\| -+/.test(line));
        const end = lines.findIndex((line, index) => index > rule && !line.startsWith("|"));
        lines.splice(end, 0, row);
    }
    writeFileSync(document, lines.join("\n"));
}
