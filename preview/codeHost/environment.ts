import { AzureDevOps } from "./azureDevOps";
import { Bitbucket } from "./bitbucket";
import type { CodeHost, IssueTracker, PullRequest } from "./codeHost";
import { GitHub } from "./github";
import { GitLab } from "./gitlab";

/** What a job of a pipeline works for. */
export interface Job {
    host: CodeHost;
    /** None where the host has no issues that we know of. */
    issues: IssueTracker | undefined;
    run: Run;
}

/** A run of the pipeline: all its jobs have the same id. */
export interface Run {
    id: string;
    /** Where its log is. */
    address: string;
}

type Variables = { [name: string]: string | undefined };

/** How a code host's pipeline says what it runs for; the values of variables that are not set are empty. */
interface Pipeline {
    name: string;
    /** The variable that only this host's pipelines have. */
    mark: string;
    token: string;
    pull: (read: (name: string) => string) => Omit<PullRequest, "token">;
    run: (read: (name: string) => string) => Run;
    make: (pull: PullRequest, read: (name: string) => string) => CodeHost;
    issues?: (pull: PullRequest, read: (name: string) => string) => IssueTracker;
}

const github = (pull: PullRequest, read: (name: string) => string) =>
    new GitHub({ ...pull, graphql: read("GITHUB_GRAPHQL_URL") });
const gitlab = (pull: PullRequest) => new GitLab(pull);

const pipelines: Pipeline[] = [
    {
        name: "GitHub",
        mark: "GITHUB_ACTIONS",
        token: "GITHUB_TOKEN",
        pull: (read) => ({
            api: read("GITHUB_API_URL"),
            repository: read("GITHUB_REPOSITORY"),
            number: Number(/^refs\/pull\/(\d+)\//.exec(read("GITHUB_REF"))?.[1]),
        }),
        run: (read) => {
            // A job that is run again belongs to another attempt of the same run.
            const id = `${read("GITHUB_RUN_ID")}/attempts/${read("GITHUB_RUN_ATTEMPT")}`;
            const repository = `${read("GITHUB_SERVER_URL")}/${read("GITHUB_REPOSITORY")}`;
            return { id, address: `${repository}/actions/runs/${id}` };
        },
        make: github,
        issues: github,
    },
    {
        name: "GitLab",
        mark: "GITLAB_CI",
        token: "GITLAB_TOKEN",
        pull: (read) => ({
            api: read("CI_API_V4_URL"),
            repository: read("CI_PROJECT_ID"),
            number: Number(read("CI_MERGE_REQUEST_IID")),
        }),
        run: (read) => ({ id: read("CI_PIPELINE_ID"), address: read("CI_PIPELINE_URL") }),
        make: gitlab,
        issues: gitlab,
    },
    {
        name: "Bitbucket",
        mark: "BITBUCKET_BUILD_NUMBER",
        token: "BITBUCKET_TOKEN",
        pull: (read) => ({
            api: read("BITBUCKET_API_URL") || "https://api.bitbucket.org/2.0",
            repository: read("BITBUCKET_REPO_FULL_NAME"),
            number: Number(read("BITBUCKET_PR_ID")),
            account: read("BITBUCKET_ACCOUNT") || undefined,
        }),
        run: (read) => ({
            id: read("BITBUCKET_BUILD_NUMBER"),
            address: `${read("BITBUCKET_GIT_HTTP_ORIGIN")}/pipelines/results/${read("BITBUCKET_BUILD_NUMBER")}`,
        }),
        make: (pull) => new Bitbucket(pull),
    },
    {
        name: "Azure DevOps",
        mark: "TF_BUILD",
        token: "SYSTEM_ACCESSTOKEN",
        pull: (read) => ({
            api: read("SYSTEM_COLLECTIONURI").replace(/\/$/, ""),
            repository: [read("SYSTEM_TEAMPROJECT"), read("BUILD_REPOSITORY_ID")].join("/"),
            number: Number(read("SYSTEM_PULLREQUEST_PULLREQUESTID")),
        }),
        run: (read) => ({
            id: read("BUILD_BUILDID"),
            address: `${read("SYSTEM_COLLECTIONURI")}${encodeURIComponent(read("SYSTEM_TEAMPROJECT"))}/_build/results?buildId=${read("BUILD_BUILDID")}`,
        }),
        make: (pull) => new AzureDevOps(pull),
    },
];

/** The pull request of the pipeline itself, another one by its number, or none. */
type Wanted = "own" | "none" | number;

/** What a pipeline's variables say, or all that they do not. */
export function jobOf(variables: Variables, wanted: Wanted = "own"): Job | string[] {
    const pipeline = pipelines.find(({ mark }) => variables[mark]);
    if (!pipeline) {
        const marks = pipelines.map(({ name, mark }) => `${name} (${mark})`).join(", ");
        return [`This runs in no pipeline that is known: ${marks}.`];
    }
    const missing = new Set<string>();
    const read = (name: string) => {
        const value = variables[name] ?? "";
        if (!value && !optional.has(name)) {
            missing.add(name);
        }
        return value;
    };
    const said = pipeline.pull(read);
    const number = wanted === "own" ? said.number : Number(wanted);
    const pull = { ...said, number, token: read(pipeline.token) };
    const job = {
        host: pipeline.make(pull, read),
        issues: pipeline.issues?.(pull, read),
        run: pipeline.run(read),
    };
    const problems = [...missing].map((name) => `${name} is not set.`);
    if (wanted !== "none" && !(Number.isInteger(number) && number > 0)) {
        problems.push(`This pipeline of ${pipeline.name} is not one of a pull request.`);
    }
    return problems.length ? problems : job;
}

/** What has a default, or is only set in the pipeline of a pull request. */
const optional = new Set([
    "BITBUCKET_API_URL",
    "BITBUCKET_ACCOUNT",
    "GITHUB_REF",
    "CI_MERGE_REQUEST_IID",
    "BITBUCKET_PR_ID",
    "SYSTEM_PULLREQUEST_PULLREQUESTID",
]);
