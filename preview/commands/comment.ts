import { readFileSync } from "node:fs";

import { Command, Option } from "commander";

import type { CodeHost } from "../codeHost/codeHost";
import { hasMarker, withoutState } from "../codeHost/commentState";
import { consents } from "../codeHost/consent";
import { jobOf, type Run } from "../codeHost/environment";
import { publishComment, type Published } from "../codeHost/publishComment";
import { publishOutcome } from "../codeHost/publishOutcome";
import { marker } from "../comment/comment";
import { commentKey, commitOption, idOption, outputsOption, projectOption } from "./options";
import { writeOutputs } from "./outputs";
import { runCommand } from "./runCommand";

interface Options {
    pull?: number;
    project: string;
    id: string;
    commit: string;
    outputs?: string;
    markdown: string;
    stacks: string[];
    status?: string;
    because: keyof typeof endings;
    stack: string;
}

const endings = {
    untouched: (commit: string) => `✅ Commit ${commit} touches no environment.`,
    cancelled: (commit: string) => `⏹️ The preview of commit ${commit} was cancelled.`,
    failed: (commit: string) => `❌ The preview of commit ${commit} did not finish.`,
};

const program = new Command("comment")
    .description(
        "Keeps the preview's comment on a pull request true, on GitHub, GitLab, Bitbucket and Azure DevOps.",
    )
    .addHelpText(
        "after",
        "\nThe pipeline's own variables say where; the token is GITHUB_TOKEN, GITLAB_TOKEN, BITBUCKET_TOKEN or SYSTEM_ACCESSTOKEN.",
    )
    .exitOverride();

subcommand("start", "Says in the comment, where there is one, that a commit is being previewed.")
    .addOption(commitOption("the head of the branch").makeOptionMandatory())
    .action((options: Options) =>
        onHost(options, async (host, run) => {
            const text = `## Preview\n\n- ⏳ Commit ${options.commit} is being previewed. What stood here is superseded by it.`;
            return done(options, await publishComment(host, newsOf(options, run, text, false)));
        }),
    );

subcommand(
    "publish",
    "Publishes the preview's comment and shows its result beside the pull request.",
)
    .addOption(commitOption("the head of the branch").makeOptionMandatory())
    .requiredOption("--markdown <file>", "the comment that the preview wrote")
    .requiredOption("--stacks <names...>", "the stacks that it is about")
    .option("--status <status>", "the preview's status, for the label")
    .action((options: Options) =>
        onHost(options, async (host, run) => {
            const text = readFileSync(options.markdown, "utf8");
            if (!hasMarker(text, markerOf(options))) {
                throw new Error(
                    `${options.markdown} was written with another --project or --id than this command has.`,
                );
            }
            const news = newsOf(options, run, withoutState(text), true);
            const published = await publishComment(host, news);
            if (options.status && published.done !== "superseded") {
                const { id, status, commit } = options;
                await host.showResult({ id, status, commit, run: run.address });
            }
            return done(options, published);
        }),
    );

subcommand("end", "Says in the comment why there is no result for a commit.")
    .addOption(commitOption("the head of the branch").makeOptionMandatory())
    .addOption(
        new Option("--because <reason>", "why there is none")
            .choices(Object.keys(endings))
            .makeOptionMandatory(),
    )
    .action((options: Options) =>
        onHost(options, async (host, run) => {
            const text = `## Preview\n\n- ${endings[options.because](options.commit)}`;
            const isNews = options.because === "failed";
            return done(options, await publishComment(host, newsOf(options, run, text, isNews)));
        }),
    );

subcommand("outcome", "Writes into the comment what became of a stack's change after the merge.")
    .requiredOption("--markdown <file>", "what `npm run apply` wrote")
    .requiredOption("--stack <name>", "the stack")
    .action((options: Options) =>
        onHost(options, async (host, run) => {
            const text = withLog(readFileSync(options.markdown, "utf8"), run);
            const news = { marker: markerOf(options), stack: options.stack, text };
            return done(options, await publishOutcome(host, news));
        }),
    );

subcommand(
    "consents",
    "Prints the consents to lose data that people who may push gave in comments.",
).action((options: Options) =>
    onHost(options, async (host) => {
        const given = await consents(host);
        given.forEach(({ code, by }) => console.error(`${by} agreed to ${code}`));
        return given.map(({ code }) => code).join(" ");
    }),
);

function subcommand(name: string, description: string): Command {
    return program
        .command(name)
        .description(description)
        .option("--pull <number>", "the pull request; defaults to the pipeline's own", Number)
        .addOption(projectOption())
        .addOption(idOption())
        .addOption(outputsOption());
}

async function onHost(
    { pull }: Options,
    work: (host: CodeHost, run: Run) => Promise<string>,
): Promise<void> {
    const job = jobOf(process.env, pull);
    if (Array.isArray(job)) {
        job.forEach((problem) => console.error(problem));
        process.exitCode = 2;
        return;
    }
    try {
        console.log(await work(job.host, job.run));
    } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        process.exitCode = 1;
    }
}

function markerOf(options: Options): string {
    return marker(commentKey(options));
}

function newsOf(options: Options, run: Run, text: string, isNews: boolean) {
    const { commit, stacks = [] } = options;
    return {
        ...{ marker: markerOf(options), commit, stacks, isNews },
        run: run.id,
        text: withLog(text, run),
    };
}

function withLog(text: string, { address }: Run): string {
    return `${text.trimEnd()}\n\n[Log of this run](${address})`;
}

function done({ outputs }: Options, { done: what, address = "" }: Published): string {
    writeOutputs(outputs, { comment: what, comment_address: address });
    return `comment ${what}${address ? `: ${address}` : ""}`;
}

void runCommand(program);
