#!/usr/bin/env node
import { createReadStream } from "node:fs";

import { Command, CommanderError, InvalidArgumentError } from "commander";

import { readPreview } from "../changes/readPreview";
import type { StackPreview } from "../changes/stackPreview";
import { packageVersion } from "./packageVersion";
import { report, type ReportOptions } from "./report";

type Options = ReportOptions & { stack: Map<string, string> };

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

function pattern(allowed: RegExp, hint: string): (value: string) => string {
    return (value) => {
        if (!allowed.test(value)) {
            throw new InvalidArgumentError(hint);
        }
        return value;
    };
}

const program = new Command("queue-workloads-preview")
    .description(
        "Turns the engine events of Pulumi previews into a pull request comment and SARIF.",
    )
    .version(packageVersion())
    .requiredOption(
        "--stack <NAME=EVENTS.jsonl>",
        "a stack and its events; repeat it for more stacks",
        stackOption,
    )
    .option("--markdown <file>", "where to write the comment")
    .option("--sarif <file>", "where to write the SARIF 2.1.0 log")
    .option("--policies <file>", "the policy pack's metadata (JSON), for the help texts of rules")
    .option(
        "--config-dir <dir>",
        "the folder of the stack files, from the repository's root",
        "stacks",
    )
    .option(
        "--commit <sha>",
        "the commit that was previewed",
        pattern(/^[0-9a-f]{7,64}$/, "Give a commit's hash."),
    )
    .option("--cli-version <version>", "the version of the Pulumi CLI that made the previews")
    .option(
        "--id <id>",
        "tells the comment apart from others",
        pattern(/^[\w.-]{1,60}$/, "Use letters, digits, '.', '_', '-'."),
        "preview",
    )
    .option(
        "--allow-data-loss",
        "let deletes and replacements of what holds data pass with a warning",
        false,
    )
    .addHelpText(
        "after",
        "\nExit codes: 0 pass or warnings, 1 blocked or failed, 2 unusable input.",
    )
    .exitOverride();

async function main(): Promise<number> {
    try {
        program.parse();
    } catch (error) {
        return error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
    }
    const { stack, ...options } = program.opts<Options>();
    const previews: StackPreview[] = [];
    for (const [name, file] of stack) {
        previews.push(await readPreview(name, createReadStream(file)));
    }
    return report(previews, options);
}

void main().then((code) => {
    process.exitCode = code;
});
