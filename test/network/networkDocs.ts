import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Recording } from "../harness";
import { runProgram, runStack, stacks } from "../harness";
import { exampleWithNamespaces } from "./exampleWithNamespaces";
import type { NetworkTable } from "./networkTable";
import { everything, networkTable } from "./networkTable";

export const networkDocsPath = join(__dirname, "../../docs/network.md");
export const updateCommand = "node -r ts-node/register test/network/writeNetworkDocs.ts";

/** The namespaces of the example, beyond its own. */
export const exampleNamespaces = ["billing", "ingress-nginx", "keda", "monitoring", "elsewhere"];

const begin = "<!-- prettier-ignore-start -->";
const end = "<!-- prettier-ignore-end -->";

/** docs/network.md with its tables brought up to date. */
export async function updatedNetworkDocs(): Promise<string> {
    const [before] = readFileSync(networkDocsPath, "utf8").split(begin);
    const sections = [
        ...(await environmentSections()),
        section(
            "Every argument in use",
            await runProgram(exampleWithNamespaces),
            exampleNamespaces,
        ),
    ];
    const generated = `<!-- What follows is generated: ${updateCommand} -->`;
    return `${before}${begin}\n${generated}\n\n${sections.join("\n\n")}\n\n${end}\n`;
}

/** One section for all environments in which the same is open. */
async function environmentSections(): Promise<string[]> {
    const titles = new Map<string, string[]>();
    for (const stack of stacks) {
        const table = markdown(networkTable(await runStack(stack)));
        titles.set(table, [...(titles.get(table) ?? []), stack]);
    }
    return [...titles].map(([table, names]) => `### ${names.join(", ")}\n\n${table}`);
}

function section(title: string, recording: Recording, namespaces: string[]): string {
    return `### ${title}\n\n${markdown(networkTable(recording, namespaces))}`;
}

/** Whoever is open to everybody is left out as a column: the text says so. */
function markdown(table: NetworkTable): string {
    const called = Object.keys(table).filter((to) =>
        Object.values(table).some((cells) => cells[to] !== everything),
    );
    return [
        ["from \\ to", ...called],
        ["---", ...called.map(() => "---")],
        ...Object.entries(table).map(([from, cells]) => [
            from,
            ...called.map((to) => cells[to] ?? "-"),
        ]),
    ]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n");
}
