import { mkdirSync } from "node:fs";

import { Command } from "commander";

import { readPreview } from "../changes/readPreview";
import type { StackPreview } from "../changes/stackPreview";
import {
    type ReportOptions,
    streamOptions,
    targetProblems,
    targetsOf,
    withReportOptions,
} from "./options";
import { planFile } from "./planFile";
import { noPulumi, pulumiVersion, stackArguments, withEvents } from "./pulumi";
import { report } from "./report";
import { runCommand } from "./runCommand";

interface Options extends ReportOptions {
    savePlan?: string;
    refresh: boolean;
}

const command = withReportOptions(new Command("npm run preview --"))
    .description(
        "Previews stacks with their environment's policies and prints the comment for the pull request.",
    )
    .argument("<stacks...>", "the stacks, such as staging prod")
    .option("--save-plan <dir>", "the folder for each stack's plan, which `npm run apply` takes")
    .option("--refresh", "look at what is there first, not only at the stack's state", false)
    .action(async (stacks: string[], options: Options) => {
        process.exitCode = await run([...new Set(stacks)], options);
    });

async function run(stacks: string[], options: Options): Promise<number> {
    const problems = targetProblems(stacks, options);
    if (problems.length) {
        problems.forEach((problem) => console.error(problem));
        return 2;
    }
    const cliVersion = await pulumiVersion();
    if (cliVersion === undefined) {
        console.error(noPulumi);
        return 1;
    }
    const previews: StackPreview[] = [];
    for (const stack of stacks) {
        const args = ["preview", ...stackArguments(stack), ...previewArguments(stack, options)];
        previews.push(
            await withEvents(args, (events, stderr) =>
                readPreview(stack, events, { ...streamOptions(stack, options), stderr }),
            ),
        );
    }
    return report(previews, { ...options, cliVersion, print: true });
}

function previewArguments(stack: string, options: Options): string[] {
    const { savePlan, refresh } = options;
    if (savePlan) {
        mkdirSync(savePlan, { recursive: true });
    }
    return [
        ...(savePlan ? ["--save-plan", planFile(savePlan, stack)] : []),
        ...(refresh ? ["--refresh"] : []),
        ...targetsOf(stack, options).flatMap((urn) => ["--target", urn]),
    ];
}

void runCommand(command);
