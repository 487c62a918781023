import { readFileSync } from "node:fs";

import { type Command, InvalidArgumentError, Option } from "commander";
import { parse } from "yaml";

import type { ReadOptions } from "../changes/previewCollector";
import type { VerdictOptions } from "../changes/verdict";

/** What `preview` and `render` both take: what to write, and what it says beside the changes. */
export interface ReportOptions extends VerdictOptions {
    markdown?: string;
    sarif?: string;
    policies?: string;
    configDir: string;
    outputs?: string;
    commit?: string;
    project: string;
    id: string;
    /** The most characters that the comment may have. */
    limit: number;
    /** Codes of losses of data that were agreed on. */
    consent?: string[];
    holdsData?: string[];
    secretName?: string[];
    mask?: string[];
    target?: string[];
}

/** Declares the options that both commands take. */
export function withReportOptions(command: Command): Command {
    return command
        .option("--markdown <file>", "where to write the comment")
        .option("--sarif <file>", "where to write the SARIF 2.1.0 log")
        .option(
            "--policies <file>",
            "the policy pack's metadata (JSON), for the help texts of rules",
        )
        .option(
            "--config-dir <dir>",
            "the folder of the stack files, from the repository's root",
            "stacks",
        )
        .addOption(outputsOption())
        .addOption(commitOption("the commit that is previewed"))
        .addOption(projectOption())
        .addOption(idOption())
        .option(
            "--limit <characters>",
            "the most that the comment may have; GitHub takes 65,536, Bitbucket 32,768",
            (value) => Number(matching(/^[1-9]\d{3,5}$/, "Give a number from 1000 on.")(value)),
            60_000,
        )
        .option(
            "--allow-data-loss",
            "let deletes and replacements of what holds data pass with a warning",
            false,
        )
        .option(
            "--consent <codes...>",
            "codes, from the comment, of losses of data that were agreed on; each holds for one commit and its resources",
        )
        .option(
            "--holds-data <types...>",
            "further types of what holds data, such as 'acme:index:*Store'; '*' is any text",
        )
        .option(
            "--secret-name <endings...>",
            "further endings of names of secrets in snake case, as regular expressions",
            expressions,
        )
        .option(
            "--mask <patterns...>",
            "texts that are never shown, as regular expressions",
            expressions,
        )
        .option(
            "--target <urns...>",
            "preview, or say that it was previewed, only what has these URNs; '*' is any text",
        )
        .addHelpText(
            "after",
            "\nExit codes: 0 pass or warnings, 1 blocked or failed, 2 unusable input.",
        )
        .exitOverride();
}

/** What a team knows better than the preview does, from the options of a command. */
export function streamOptions(stack: string, options: ReportOptions): ReadOptions {
    const { holdsData, secretName, mask } = options;
    return { holdsData, secretNames: secretName, masks: mask, targets: targetsOf(stack, options) };
}

/** Those of the targets that are of a stack: all that do not name another one. */
export function targetsOf(stack: string, { target = [] }: ReportOptions): string[] {
    return target.filter((urn) => [stack, undefined].includes(stackOf(urn)));
}

/** What is wrong with the targets: those of a stack that is not previewed. */
export function targetProblems(stacks: string[], { target = [] }: ReportOptions): string[] {
    return target.flatMap((urn) => {
        const stack = stackOf(urn);
        return stack === undefined || stacks.includes(stack)
            ? []
            : [
                  `--target ${urn} is of stack ${stack}, which is not previewed; name one of ${stacks.join(", ")}.`,
              ];
    });
}

function stackOf(urn: string): string | undefined {
    return /^urn:pulumi:([^:*]+)::/.exec(urn)?.[1];
}

function expressions(value: string, previous: string[] = []): string[] {
    try {
        new RegExp(value);
    } catch (error) {
        throw new InvalidArgumentError(
            `Give a regular expression of JavaScript: ${(error as Error).message}.`,
        );
    }
    return [...previous, value];
}

export function outputsOption(): Option {
    return new Option(
        "--outputs <file>",
        "the file to which results are added as NAME=VALUE, for later steps of a pipeline",
    );
}

export function commitOption(what: string): Option {
    return new Option("--commit <sha>", what).argParser(
        matching(/^[0-9a-f]{7,64}$/, "Give a commit's hash."),
    );
}

export function projectOption(): Option {
    return new Option("--project <name>", "the Pulumi project, whose comments are its own")
        .default(projectName(), "the name in Pulumi.yaml")
        .argParser(matching(/^[\w.-]{0,100}$/, "Use letters, digits, '.', '_', '-'."));
}

export function idOption(): Option {
    return new Option(
        "--id <id>",
        "distinguishes the comment from others of the project, such as those of other jobs of a matrix",
    )
        .default("preview")
        .argParser(matching(/^[\w.-]{1,60}$/, "Use letters, digits, '.', '_', '-'."));
}

/** By what a project's comment is found. */
export function commentKey({ project, id }: { project: string; id: string }): string {
    return project ? `${project}/${id}` : id;
}

function projectName(): string {
    try {
        const { name } = parse(readFileSync("Pulumi.yaml", "utf8")) as { name?: string };
        return name ?? "";
    } catch {
        return "";
    }
}

/** Parses an option's value that has to match, or refuses it with the hint. */
export function matching(allowed: RegExp, hint: string): (value: string) => string {
    return (value) => {
        if (!allowed.test(value)) {
            throw new InvalidArgumentError(hint);
        }
        return value;
    };
}
