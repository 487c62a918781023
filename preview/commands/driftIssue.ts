import { readFileSync } from "node:fs";

import { Command } from "commander";

import { withoutState } from "../codeHost/commentState";
import { syncDriftIssue } from "../codeHost/driftIssue";
import { jobOf } from "../codeHost/environment";
import { marker } from "../comment/comment";
import { commentKey, outputsOption, projectOption } from "./options";
import { writeOutputs } from "./outputs";
import { runCommand } from "./runCommand";

interface Options {
    stack: string;
    project: string;
    markdown?: string;
    outputs?: string;
}

const command = new Command("drift-issue")
    .description(
        "Keeps one open issue, on GitHub or GitLab, for an environment that differs from what is declared.",
    )
    .requiredOption("--stack <name>", "the environment's stack")
    .option("--markdown <file>", "what differs; without it nothing does, and the issue is closed")
    .addOption(projectOption())
    .addOption(outputsOption())
    .exitOverride()
    .action(async (options: Options) => {
        process.exitCode = await sync(options);
    });

async function sync({ stack, project, markdown, outputs }: Options): Promise<number> {
    const job = jobOf(process.env, "none");
    if (Array.isArray(job) || !job.issues) {
        const problems = Array.isArray(job)
            ? job
            : ["Issues are kept on GitHub and GitLab only: let the pipeline itself fail instead."];
        problems.forEach((problem) => console.error(problem));
        return 2;
    }
    try {
        const { done, address = "" } = await syncDriftIssue(job.issues, {
            stack,
            marker: marker(commentKey({ project, id: `drift.${stack}` })),
            text: markdown && withoutState(readFileSync(markdown, "utf8")),
        });
        writeOutputs(outputs, { issue: done, issue_address: address });
        console.log(`issue ${done}${address ? `: ${address}` : ""}`);
        return 0;
    } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        return 1;
    }
}

void runCommand(command);
