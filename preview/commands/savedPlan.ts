import { Command } from "commander";

import { savedPlan } from "../codeHost/savedPlan";
import { commitOption, outputsOption } from "./options";
import { writeOutputs } from "./outputs";
import { runCommand } from "./runCommand";

interface Options {
    commit: string;
    workflow: string;
    outputs?: string;
}

const command = new Command("saved-plan")
    .description(
        "Finds, on GitHub, the pull request that a commit was merged from and the run that saved its plans.",
    )
    .addOption(commitOption("the commit on the main branch").makeOptionMandatory())
    .option("--workflow <file>", "the workflow that previews pull requests", "preview.yml")
    .addOption(outputsOption())
    .exitOverride()
    .action(async (options: Options) => {
        process.exitCode = await find(options);
    });

async function find({ commit, workflow, outputs }: Options): Promise<number> {
    const variables = ["GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN"] as const;
    const missing = variables.filter((name) => !process.env[name]);
    if (missing.length) {
        missing.forEach((name) => console.error(`${name} is not set.`));
        return 2;
    }
    const [api = "", repository = "", token = ""] = variables.map((name) => process.env[name]);
    try {
        const plan = await savedPlan({ api, repository, token }, commit, workflow);
        if (!plan) {
            console.error(`${commit} was not merged from a pull request: nothing was planned.`);
        } else if (plan.run === undefined) {
            console.error(`No preview of pull request ${plan.pull} at ${plan.commit} succeeded.`);
        } else {
            writeOutputs(outputs, { pull: plan.pull, run: plan.run });
            console.log(`pull request ${plan.pull}, plans of run ${plan.run}`);
        }
        return 0;
    } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        return 1;
    }
}

void runCommand(command);
