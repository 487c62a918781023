/** The comments of one pull or merge request, as a code host's REST API offers them. */
export interface CodeHost {
    /** The first page of the list, oldest first where the host lets us choose. */
    list: string;
    create: string;
    update: (comment: number) => { url: string; method: "PATCH" | "PUT" };
    headers: { [key: string]: string };
}

const perPage = 100;

export interface PullRequest {
    /** Of the REST API, without a slash at the end. */
    api: string;
    /** `owner/name`; on GitLab the project's number will do, too. */
    repository: string;
    number: number;
    token: string;
}

export function github({ api, repository, number, token }: PullRequest): CodeHost {
    const repo = `${api}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
    const comments = `${repo}/issues/${number}/comments`;
    return {
        list: `${comments}?per_page=${perPage}`,
        create: comments,
        update: (comment) => ({ url: `${repo}/issues/comments/${comment}`, method: "PATCH" }),
        headers: {
            accept: "application/vnd.github+json",
            authorization: `Bearer ${token}`,
            "x-github-api-version": "2022-11-28",
        },
    };
}

export function gitlab({ api, repository, number, token }: PullRequest): CodeHost {
    const project = `${api}/projects/${encodeURIComponent(repository)}`;
    const notes = `${project}/merge_requests/${number}/notes`;
    return {
        list: `${notes}?per_page=${perPage}&sort=asc`,
        create: notes,
        update: (comment) => ({ url: `${notes}/${comment}`, method: "PUT" }),
        headers: { "private-token": token },
    };
}
