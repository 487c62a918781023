import { type Command, InvalidArgumentError } from "commander";

import type { VerdictOptions } from "../changes/verdict";

/** What `preview` and `render` both take: what to write, and what it says beside the changes. */
export interface ReportOptions extends VerdictOptions {
    markdown?: string;
    sarif?: string;
    policies?: string;
    configDir: string;
    commit?: string;
    id: string;
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
        .option(
            "--commit <sha>",
            "the commit that is previewed",
            matching(/^[0-9a-f]{7,64}$/, "Give a commit's hash."),
        )
        .option(
            "--id <id>",
            "tells the comment apart from others",
            matching(/^[\w.-]{1,60}$/, "Use letters, digits, '.', '_', '-'."),
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
