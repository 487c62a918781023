import { Command } from "commander";

import type { StackPreview } from "../changes/stackPreview";
import { type ReportOptions, withReportOptions } from "./options";
import { pulumiPreview, pulumiVersion } from "./pulumiPreview";
import { report } from "./report";
import { runCommand } from "./runCommand";

const noPulumi =
    "pulumi is not on PATH. Install the Pulumi CLI, or use the local platform's: npm run local -- npm run preview -- STACK";

const command = withReportOptions(new Command("npm run preview --"))
    .description(
        "Previews stacks with their environment's policies and prints the comment for the pull request.",
    )
    .argument("<stacks...>", "the stacks, such as staging prod")
    .action(async (stacks: string[], options: ReportOptions) => {
        process.exitCode = await run([...new Set(stacks)], options);
    });

async function run(stacks: string[], options: ReportOptions): Promise<number> {
    const cliVersion = await pulumiVersion();
    if (cliVersion === undefined) {
        console.error(noPulumi);
        return 1;
    }
    const previews: StackPreview[] = [];
    for (const stack of stacks) {
        previews.push(await pulumiPreview(stack));
    }
    return report(previews, { ...options, cliVersion, print: true });
}

void runCommand(command);
