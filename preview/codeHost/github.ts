import {
    type Author,
    type CodeHost,
    type HostComment,
    isResultLabel,
    type IssueTracker,
    labelOf,
    type PullRequest,
    type Result,
} from "./codeHost";
import { gitHubRest, repositoryUrl } from "./gitHubRest";
import { type Rest, RestError } from "./rest";

interface Comment {
    id: number;
    body: string | null;
    html_url: string;
    user: { id: number; login: string } | null;
}

interface Issue extends Comment {
    number: number;
    pull_request?: object;
}

export class GitHub implements CodeHost, IssueTracker {
    private readonly rest: Rest;
    private readonly repository: string;
    private readonly issue: string;

    constructor(private readonly pull: PullRequest & { graphql: string }) {
        this.rest = gitHubRest(pull.token);
        this.repository = repositoryUrl(pull.api, pull.repository);
        this.issue = `${this.repository}/issues/${pull.number}`;
    }

    /** The REST API does not tell a workflow's token who it is; GraphQL does. */
    async ownAccount(): Promise<string | undefined> {
        const { data } = await this.rest.write<{
            data?: { viewer?: { databaseId?: number } } | null;
        }>("POST", this.pull.graphql, { query: "query { viewer { databaseId } }" });
        return data?.viewer?.databaseId?.toString();
    }

    async headCommit(): Promise<string> {
        const { head } = await this.rest.get<{ head: { sha: string } }>(
            `${this.repository}/pulls/${this.pull.number}`,
        );
        return head.sha;
    }

    async comments(): Promise<HostComment[]> {
        const all = await this.rest.list<Comment>(`${this.issue}/comments?per_page=100`);
        return all.map((comment) => hostComment(comment, comment.id));
    }

    async createComment(body: string): Promise<string> {
        const made = await this.rest.write<Comment>("POST", `${this.issue}/comments`, { body });
        return made.html_url;
    }

    async updateComment({ id }: HostComment, body: string): Promise<void> {
        await this.rest.write("PATCH", `${this.repository}/issues/comments/${id}`, { body });
    }

    async mayPush({ name }: Author): Promise<boolean> {
        const url = `${this.repository}/collaborators/${encodeURIComponent(name)}/permission`;
        try {
            const { permission } = await this.rest.get<{ permission: string }>(url);
            return permission === "admin" || permission === "write";
        } catch (error) {
            if (error instanceof RestError && error.status === 404) {
                return false;
            }
            throw error;
        }
    }

    async showResult(result: Result): Promise<void> {
        const label = labelOf(result);
        const labels = await this.rest.list<{ name: string }>(`${this.issue}/labels?per_page=100`);
        const names = labels.map(({ name }) => name);
        for (const old of names.filter((n) => isResultLabel(n, result.id) && n !== label)) {
            await this.rest.write("DELETE", `${this.issue}/labels/${encodeURIComponent(old)}`);
        }
        if (!names.includes(label)) {
            await this.rest.write("POST", `${this.issue}/labels`, { labels: [label] });
        }
    }

    async openIssues(): Promise<HostComment[]> {
        const all = await this.rest.list<Issue>(
            `${this.repository}/issues?state=open&sort=created&direction=asc&per_page=100`,
        );
        return all
            .filter(({ pull_request }) => !pull_request)
            .map((issue) => hostComment(issue, issue.number));
    }

    async createIssue(title: string, body: string): Promise<string> {
        const url = `${this.repository}/issues`;
        return (await this.rest.write<Issue>("POST", url, { title, body })).html_url;
    }

    async updateIssue({ id }: HostComment, body: string): Promise<void> {
        await this.rest.write("PATCH", `${this.repository}/issues/${id}`, { body });
    }

    async closeIssue({ id }: HostComment): Promise<void> {
        await this.rest.write("PATCH", `${this.repository}/issues/${id}`, { state: "closed" });
    }
}

function hostComment({ body, user, html_url: address }: Comment, id: number): HostComment {
    const author = { id: `${user?.id ?? ""}`, name: user?.login ?? "" };
    return { id: `${id}`, body: body ?? "", author, address };
}
