#!/usr/bin/env node
import { createReadStream } from "node:fs";

import { Command, InvalidArgumentError } from "commander";

import { readPreview } from "../changes/readPreview";
import type { StackPreview } from "../changes/stackPreview";
import { type ReportOptions, streamOptions, targetProblems, withReportOptions } from "./options";
import { packageVersion } from "./packageVersion";
import { report } from "./report";
import { runCommand } from "./runCommand";

type Options = ReportOptions & { stack: Map<string, string>; cliVersion?: string };

function stackOption(value: string, stacks: Map<string, string> = new Map()): Map<string, string> {
    const [, name, file] = /^([\w.-]+)=(.+)$/.exec(value) ?? [];
    if (!name || !file) {
        throw new InvalidArgumentError(
            "Write NAME=EVENTS.jsonl, NAME being letters, digits, '.', '_' or '-'.",
        );
    }
    if (stacks.has(name)) {
        throw new InvalidArgumentError(
            `The stack ${name} is given twice; give each stack one file.`,
        );
    }
    return stacks.set(name, file);
}

const command = withReportOptions(new Command("queue-workloads-preview"))
    .description(
        "Turns the engine events of Pulumi previews into a pull request comment and SARIF.",
    )
    .version(packageVersion())
    .requiredOption(
        "--stack <NAME=EVENTS.jsonl>",
        "a stack and its events; repeat it for more stacks",
        stackOption,
    )
    .option("--cli-version <version>", "the version of the Pulumi CLI that made the previews")
    .action(async ({ stack, ...options }: Options) => {
        const problems = targetProblems([...stack.keys()], options);
        if (problems.length) {
            problems.forEach((problem) => console.error(problem));
            process.exitCode = 2;
            return;
        }
        const previews: StackPreview[] = [];
        for (const [name, file] of stack) {
            previews.push(
                await readPreview(name, createReadStream(file), streamOptions(name, options)),
            );
        }
        process.exitCode = report(previews, options);
    });

void runCommand(command);
