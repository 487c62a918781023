import { gitHubRest, repositoryUrl } from "./gitHubRest";

export interface SavedPlan {
    /** The number of the pull request that was merged. */
    pull: number;
    /** The last commit of its branch. */
    commit: string;
    /** The run of the preview's workflow that saved the plan, where there is one. */
    run: number | undefined;
}

interface Repository {
    api: string;
    repository: string;
    token: string;
}

/** The pull request that a commit came from by its merge, and the successful preview of its last commit, on GitHub. */
export async function savedPlan(
    { api, repository, token }: Repository,
    mergeCommit: string,
    workflow: string,
): Promise<SavedPlan | undefined> {
    const rest = gitHubRest(token);
    const base = repositoryUrl(api, repository);
    const pulls = await rest.get<
        { number: number; merge_commit_sha: string | null; head: { sha: string } }[]
    >(`${base}/commits/${mergeCommit}/pulls`);
    const pull = pulls.find(({ merge_commit_sha }) => merge_commit_sha === mergeCommit);
    if (!pull) {
        return undefined;
    }
    const query = new URLSearchParams({
        head_sha: pull.head.sha,
        event: "pull_request",
        status: "success",
        per_page: "100",
    });
    const { workflow_runs } = await rest.get<{
        workflow_runs: { id: number; run_started_at: string }[];
    }>(`${base}/actions/workflows/${encodeURIComponent(workflow)}/runs?${query.toString()}`);
    const newest = workflow_runs.reduce<(typeof workflow_runs)[number] | undefined>(
        (a, b) => (a && a.run_started_at > b.run_started_at ? a : b),
        undefined,
    );
    return { pull: pull.number, commit: pull.head.sha, run: newest?.id };
}
