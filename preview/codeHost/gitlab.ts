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
import { Rest, RestError } from "./rest";

interface Note {
    id: number;
    body: string;
    system: boolean;
    author: { id: number; username: string };
}

interface Issue {
    iid: number;
    description: string | null;
    author: { id: number; username: string };
    web_url: string;
}

interface MergeRequest {
    sha: string;
    web_url: string;
    labels: string[];
}

/** The lowest role that may push to branches that are not protected. */
const developer = 30;

export class GitLab implements CodeHost, IssueTracker {
    private readonly rest: Rest;
    private readonly project: string;
    private readonly request: string;

    constructor(private readonly pull: PullRequest) {
        this.rest = new Rest({ "private-token": pull.token });
        this.project = `${pull.api}/projects/${encodeURIComponent(pull.repository)}`;
        this.request = `${this.project}/merge_requests/${pull.number}`;
    }

    async ownAccount(): Promise<string | undefined> {
        const { id } = await this.rest.get<{ id: number }>(`${this.pull.api}/user`);
        return `${id}`;
    }

    async headCommit(): Promise<string> {
        return (await this.mergeRequest()).sha;
    }

    async comments(): Promise<HostComment[]> {
        const { web_url } = await this.mergeRequest();
        const notes = await this.rest.list<Note>(`${this.request}/notes?per_page=100&sort=asc`);
        return notes
            .filter(({ system }) => !system)
            .map(({ id, body, author }) => ({
                id: `${id}`,
                body,
                author: { id: `${author.id}`, name: author.username },
                address: `${web_url}#note_${id}`,
            }));
    }

    async createComment(body: string): Promise<string> {
        const { web_url } = await this.mergeRequest();
        const { id } = await this.rest.write<Note>("POST", `${this.request}/notes`, { body });
        return `${web_url}#note_${id}`;
    }

    async updateComment({ id }: HostComment, body: string): Promise<void> {
        await this.rest.write("PUT", `${this.request}/notes/${id}`, { body });
    }

    async mayPush({ id }: Author): Promise<boolean> {
        const url = `${this.project}/members/all/${encodeURIComponent(id)}`;
        try {
            const { access_level, state } = await this.rest.get<{
                access_level: number;
                state: string;
            }>(url);
            return access_level >= developer && state === "active";
        } catch (error) {
            if (error instanceof RestError && error.status === 404) {
                return false;
            }
            throw error;
        }
    }

    async showResult(result: Result): Promise<void> {
        const label = labelOf(result);
        const { labels } = await this.mergeRequest();
        const old = labels.filter((name) => isResultLabel(name, result.id) && name !== label);
        if (old.length || !labels.includes(label)) {
            await this.rest.write("PUT", this.request, {
                add_labels: label,
                ...(old.length && { remove_labels: old.join(",") }),
            });
        }
    }

    async openIssues(): Promise<HostComment[]> {
        const all = await this.rest.list<Issue>(
            `${this.project}/issues?state=opened&sort=asc&per_page=100`,
        );
        return all.map(({ iid, description, author, web_url: address }) => ({
            id: `${iid}`,
            body: description ?? "",
            author: { id: `${author.id}`, name: author.username },
            address,
        }));
    }

    async createIssue(title: string, description: string): Promise<string> {
        const url = `${this.project}/issues`;
        return (await this.rest.write<Issue>("POST", url, { title, description })).web_url;
    }

    async updateIssue({ id }: HostComment, description: string): Promise<void> {
        await this.rest.write("PUT", `${this.project}/issues/${id}`, { description });
    }

    async closeIssue({ id }: HostComment): Promise<void> {
        await this.rest.write("PUT", `${this.project}/issues/${id}`, { state_event: "close" });
    }

    private mergeRequest(): Promise<MergeRequest> {
        return this.rest.get<MergeRequest>(this.request);
    }
}
