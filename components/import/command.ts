#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { stringify } from "yaml";

import type { TopologyArgs } from "../topology/arguments";
import { parseDefinitions } from "./exported";
import { importedTopology } from "./importedTopology";
import { program } from "./program";

const usage = `Usage: queue-workloads-import [options] <definitions.json>

Reads the definitions of a broker that you have, and writes what declares the same:
the keys of a stack file, or a program. What a person has to look at goes to standard error.

  rabbitmqctl export_definitions definitions.json
  npx queue-workloads-import definitions.json > topology.yaml

Options:
  --quorum     make quorum queues of classic ones
  --program    write a TypeScript program instead of the keys of a stack file
  -h, --help   show this`;

function main(): void {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            quorum: { type: "boolean", default: false },
            program: { type: "boolean", default: false },
            help: { type: "boolean", short: "h", default: false },
        },
    });
    if (values.help) {
        console.log(usage);
        return;
    }
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) {
        throw new Error(`Name one file.\n\n${usage}`);
    }
    const definitions = parseDefinitions(readFileSync(file === "-" ? 0 : file, "utf8"));
    const { declared, remarks } = importedTopology(definitions, { quorum: values.quorum });
    process.stdout.write(values.program ? program(declared) : stackKeys(declared));
    if (remarks.length > 0) {
        console.error(`Look at ${remarks.length === 1 ? "this" : `these ${remarks.length}`}:`);
        console.error(remarks.map((remark) => `- ${remark}`).join("\n"));
    }
}

function stackKeys(topology: TopologyArgs): string {
    const keys = Object.entries(topology).map(([key, value]) => [
        `queue-workloads:${key}`,
        value as unknown,
    ]);
    return stringify({ config: Object.fromEntries(keys) as object });
}

try {
    main();
} catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
}
