#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { stringify } from "yaml";

import { importedBroker } from "./importedBroker";
import { program } from "./program";
import { parseSource } from "./source";

const usage = `Usage: queue-workloads-import [options] <file>...

Reads what says how a broker is that you have, and writes what declares the same: the keys of a stack
file, or a program. A file is an export of the broker's definitions, or manifests of Kubernetes: those
of RabbitMQ's operators, of a chart, or your own; - is standard input. What a person has to look at
goes to standard error.

  rabbitmqctl export_definitions definitions.json
  npx queue-workloads-import definitions.json > topology.yaml

Options:
  --quorum           make quorum queues of classic ones
  --shovels SECRET   write a shovel for each queue, which brings its messages over; the Secret holds
                     the URI of the old broker
  --program          write a TypeScript program instead of the keys of a stack file
  -h, --help         show this`;

function main(): void {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            quorum: { type: "boolean", default: false },
            shovels: { type: "string" },
            program: { type: "boolean", default: false },
            help: { type: "boolean", short: "h", default: false },
        },
    });
    if (values.help) {
        console.log(usage);
        return;
    }
    if (positionals.length === 0) {
        throw new Error(`Name a file.\n\n${usage}`);
    }
    const sources = positionals.map(read);
    const { declared, remarks } = importedBroker(sources, values);
    const { nodes, topology } = declared;
    process.stdout.write(
        values.program
            ? program({ ...nodes, ...topology })
            : stackKeys({
                  ...(Object.keys(nodes).length > 0 && { broker: nodes }),
                  ...topology,
              }),
    );
    if (remarks.length > 0) {
        console.error(`Look at ${remarks.length === 1 ? "this" : `these ${remarks.length}`}:`);
        console.error(remarks.map((remark) => `- ${remark}`).join("\n"));
    }
}

function read(file: string) {
    try {
        return parseSource(readFileSync(file === "-" ? 0 : file, "utf8"));
    } catch (error) {
        throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
    }
}

function stackKeys(values: object): string {
    const keys = Object.entries(values).map(([key, value]) => [
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
