import { readFileSync } from "node:fs";

import { Command, Option } from "commander";

import { github, gitlab } from "../codeHost/codeHost";
import { upsertComment } from "../codeHost/upsertComment";
import { marker } from "../comment/comment";

interface PostOptions {
    markdown: string;
    repository: string;
    pull: number;
    host: "github" | "gitlab";
    id: string;
}

const hosts = {
    github: {
        make: github,
        api: process.env.GITHUB_API_URL ?? "https://api.github.com",
        token: "GITHUB_TOKEN",
    },
    gitlab: {
        make: gitlab,
        api: process.env.CI_API_V4_URL ?? "https://gitlab.com/api/v4",
        token: "GITLAB_TOKEN",
    },
};

const program = new Command("post-comment")
    .description("Creates or updates the preview's comment on a pull or merge request.")
    .requiredOption("--markdown <file>", "the comment")
    .requiredOption("--repository <owner/name>", "the repository")
    .requiredOption("--pull <number>", "the number of the pull or merge request", Number)
    .addOption(
        new Option("--host <host>", "the code host")
            .choices(["github", "gitlab"])
            .default("github"),
    )
    .option("--id <id>", "tells the comment apart from others", "preview")
    .addHelpText("after", "\nThe token is read from GITHUB_TOKEN or GITLAB_TOKEN.")
    .action(async (options: PostOptions) => {
        process.exitCode = await post(options);
    });

async function post({ host, markdown, repository, pull, id }: PostOptions): Promise<number> {
    const { make, api, token: variable } = hosts[host];
    const token = process.env[variable];
    if (!token || !Number.isInteger(pull) || pull < 1) {
        console.error(
            token
                ? "--pull must be a positive whole number."
                : `Set ${variable} to a token that may comment.`,
        );
        return 2;
    }
    try {
        const done = await upsertComment(
            make({ api, repository, number: pull, token }),
            marker(id),
            readFileSync(markdown, "utf8"),
        );
        console.log(`comment ${done}`);
        return 0;
    } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        return 1;
    }
}

void program.parseAsync();
