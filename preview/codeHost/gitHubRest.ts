import { Rest } from "./rest";

/** GitHub's REST API, as every request of ours speaks to it. */
export function gitHubRest(token: string): Rest {
    return new Rest({
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
    });
}

/** The address of a repository, given as `OWNER/NAME`. */
export function repositoryUrl(api: string, repository: string): string {
    return `${api}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
}
