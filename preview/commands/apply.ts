import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { Command } from "commander";

import type { Outcome } from "../outcome/outcome";
import { outcomeText } from "../outcome/outcomeText";
import { readOutcome } from "../outcome/readOutcome";
import { commitOption, outputsOption } from "./options";
import { writeOutputs } from "./outputs";
import { planFile } from "./planFile";
import { noPulumi, pulumiVersion, stackArguments, withEvents } from "./pulumi";
import { runCommand } from "./runCommand";

interface Options {
    plans: string;
    markdown?: string;
    outputs?: string;
    commit?: string;
}

const command = new Command("npm run apply --")
    .description(
        "Updates a stack by the plan that its preview saved, or says what differs from it and changes nothing.",
    )
    .argument("<stack>", "the stack")
    .requiredOption("--plans <dir>", "the folder that `npm run preview -- --save-plan` wrote to")
    .option("--markdown <file>", "where to write what became of it, for the comment")
    .addOption(outputsOption())
    .addOption(commitOption("the commit that is applied"))
    .addHelpText("after", "\nExit codes: 0 applied, 1 not applied or failed, 2 unusable input.")
    .exitOverride()
    .action(async (stack: string, options: Options) => {
        process.exitCode = await apply(stack, options);
    });

async function apply(stack: string, options: Options): Promise<number> {
    const file = planFile(options.plans, stack);
    if (!existsSync(file)) {
        console.error(
            `${file} is not there: nothing was planned for ${stack}, or the plan has expired. Preview it with --save-plan ${options.plans} first.`,
        );
        return 2;
    }
    if ((await pulumiVersion()) === undefined) {
        console.error(noPulumi);
        return 1;
    }
    // Without --skip-preview: the preview that goes before the update finds what differs while nothing is changed yet.
    const args = ["up", "--yes", ...stackArguments(stack), "--plan", file];
    const outcome = await withEvents(args, (events) => readOutcome(stack, events, planned(file)));
    return tell(outcome, options);
}

function tell(outcome: Outcome, { markdown, outputs, commit }: Options): number {
    const text = outcomeText(outcome, commit);
    console.log(text);
    if (markdown) {
        writeFileSync(markdown, `${text}\n`);
    }
    writeOutputs(outputs, {
        result: outcome.result,
        done: outcome.done.length,
        failed: outcome.failed.length,
        seconds: outcome.seconds,
    });
    return outcome.result === "applied" ? 0 : 1;
}

function planned(file: string): string[] {
    const { resourcePlans } = JSON.parse(readFileSync(file, "utf8")) as {
        resourcePlans?: { [urn: string]: object };
    };
    return Object.keys(resourcePlans ?? {});
}

void runCommand(command);
