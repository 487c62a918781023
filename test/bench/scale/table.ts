import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../../local/paths";

const document = join(projectDir, "docs", "scale.md");

/** What was measured, at each of the sizes. */
export interface Row {
    what: string;
    values: number[];
    unit?: "s" | "MB" | "kB";
}

/** What each row says, where its values are, and their unit. */
export type Columns<Size> = [what: string, column: keyof Size, unit?: Row["unit"]][];

/** Measures one size after the other; each column of what is measured becomes a row. */
export async function rowsOf<Given, Size extends { [Column in keyof Size]: number }>(
    sizes: Given[],
    measure: (size: Given) => Promise<Size>,
    columns: Columns<Size>,
): Promise<Row[]> {
    const all: Size[] = [];
    for (const size of sizes) {
        all.push(await measure(size));
        console.log(all.at(-1));
    }
    return columns.map(([what, column, unit]) => ({
        what,
        values: all.map((size) => size[column]),
        unit,
    }));
}

/**
 * Puts the rows into the table of this name in docs/scale.md. The last column says by how much the largest size
 * costs more than the smallest, for each of what the first row counts: above 1 it grows faster than linearly.
 */
export function writeTable(name: string, rows: Row[]): void {
    const [counted] = rows;
    const times = ratio(counted!);
    const lines = rows.map((row) => {
        const growth = row === counted ? "" : (ratio(row) / times).toFixed(2);
        return `| ${[row.what, ...row.values.map((value) => text(value, row)), growth].join(" | ")} |`;
    });
    const heading = "| What | 1x | 4x | 16x | Growth |\n| --- | --- | --- | --- | --- |";
    const table = [heading, ...lines].join("\n");
    console.log(`\n${table}`);
    const [begin, end] = [`<!-- measured: ${name} -->`, "<!-- end -->"];
    const page = readFileSync(document, "utf8");
    const [before, rest = ""] = page.split(begin);
    const after = rest.slice(rest.indexOf(end));
    writeFileSync(document, `${before}${begin}\n\n${table}\n\n${after}`);
}

function ratio({ values }: Row): number {
    return values.at(-1)! / values[0]!;
}

function text(value: number, { unit }: Row): string {
    if (unit === undefined) {
        return value.toLocaleString("en");
    }
    return `${value.toLocaleString("en", { maximumSignificantDigits: value < 100 ? 2 : 3 })} ${unit}`;
}
