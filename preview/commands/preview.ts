import { Command } from "commander";

import type { StackPreview } from "../changes/stackPreview";
import { pulumiPreview, pulumiVersion } from "./pulumiPreview";
import { report } from "./report";

interface RunOptions {
    markdown?: string;
    sarif?: string;
    policies?: string;
    commit?: string;
    allowDataLoss: boolean;
}

const noPulumi =
    "pulumi is not on PATH. Install the Pulumi CLI, or use the local platform's: npm run local -- npm run preview -- STACK";

const program = new Command("npm run preview --")
    .description(
        "Previews stacks with their environment's policies and prints the comment for the pull request.",
    )
    .argument("<stacks...>", "the stacks, such as staging prod")
    .option("--markdown <file>", "where to write the comment as well")
    .option("--sarif <file>", "where to write the SARIF 2.1.0 log")
    .option("--policies <file>", "the policy pack's metadata (JSON), for the help texts of rules")
    .option("--commit <sha>", "the commit that is previewed")
    .option(
        "--allow-data-loss",
        "let deletes and replacements of what holds data pass with a warning",
        false,
    )
    .action(async (stacks: string[], options: RunOptions) => {
        process.exitCode = await run([...new Set(stacks)], options);
    });

async function run(stacks: string[], options: RunOptions): Promise<number> {
    const cliVersion = await pulumiVersion();
    if (cliVersion === undefined) {
        console.error(noPulumi);
        return 1;
    }
    const previews: StackPreview[] = [];
    for (const stack of stacks) {
        previews.push(await pulumiPreview(stack));
    }
    return report(previews, {
        ...options,
        cliVersion,
        configDir: "stacks",
        id: "preview",
        print: true,
    });
}

void program.parseAsync();
