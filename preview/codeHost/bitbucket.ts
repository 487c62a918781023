import type { Author, CodeHost, HostComment, PullRequest, Result } from "./codeHost";
import { shortened } from "./codeHost";
import { Rest, RestError } from "./rest";

interface Paged<Item> {
    values: Item[];
    next?: string;
}

interface Comment {
    id: number;
    deleted: boolean;
    content: { raw: string };
    /** None where the account was closed. */
    user?: { uuid: string; display_name: string } | null;
    inline?: object;
    links: { html: { href: string } };
}

/** Bitbucket Cloud. */
export class Bitbucket implements CodeHost {
    private readonly rest: Rest;
    private readonly repository: string;
    private readonly request: string;

    constructor(private readonly pull: PullRequest) {
        this.rest = new Rest({ authorization: `Bearer ${pull.token}` });
        const path = pull.repository.split("/").map(encodeURIComponent).join("/");
        this.repository = `${pull.api}/repositories/${path}`;
        this.request = `${this.repository}/pullrequests/${pull.number}`;
    }

    /** An access token of a repository may be refused this. */
    async ownAccount(): Promise<string | undefined> {
        try {
            return (await this.rest.get<{ uuid: string }>(`${this.pull.api}/user`)).uuid;
        } catch (error) {
            if (error instanceof RestError && error.isRefusal) {
                return this.pull.account;
            }
            throw error;
        }
    }

    async headCommit(): Promise<string> {
        const { source } = await this.rest.get<{ source: { commit: { hash: string } } }>(
            this.request,
        );
        return source.commit.hash;
    }

    async comments(): Promise<HostComment[]> {
        const all = await this.rest.list(`${this.request}/comments?pagelen=100`, pageOf<Comment>);
        return all
            .filter(({ deleted, inline }) => !deleted && !inline)
            .map(({ id, content, user, links }) => ({
                id: `${id}`,
                body: content.raw,
                author: { id: user?.uuid ?? "", name: user?.display_name ?? "" },
                address: links.html.href,
            }));
    }

    async createComment(body: string): Promise<string> {
        const made = await this.rest.write<Comment>("POST", `${this.request}/comments`, {
            content: { raw: withoutHtml(body) },
        });
        return made.links.html.href;
    }

    async updateComment({ id }: HostComment, body: string): Promise<void> {
        await this.rest.write("PUT", `${this.request}/comments/${id}`, {
            content: { raw: withoutHtml(body) },
        });
    }

    /** Only an administrator's token may ask. */
    async mayPush({ id }: Author): Promise<boolean> {
        const [workspace = "", name = ""] = this.pull.repository.split("/").map(encodeURIComponent);
        const query = encodeURIComponent(`user.uuid="${id.replace(/["\\]/g, "")}"`);
        const permissions = await this.rest.list(
            `${this.pull.api}/workspaces/${workspace}/permissions/repositories/${name}?q=${query}`,
            pageOf<{ permission: string; user: { uuid: string } }>,
        );
        return permissions.some(
            ({ permission, user }) =>
                user.uuid === id && (permission === "write" || permission === "admin"),
        );
    }

    /** There are no labels: a status of the commit shows on the pull request. */
    async showResult({ id, status, commit, run }: Result): Promise<void> {
        const isGood = status === "pass" || status === "warn";
        await this.rest.write("POST", `${this.repository}/commit/${commit}/statuses/build`, {
            key: shortened(`queue-workloads-${id}`, longestKey),
            name: id,
            state: isGood ? "SUCCESSFUL" : "FAILED",
            description: status,
            url: run,
        });
    }
}

/** Bitbucket takes no longer one. */
const longestKey = 40;

function pageOf<Item>(answer: unknown) {
    const { values, next } = answer as Paged<Item>;
    return { items: values, next };
}

/** Bitbucket shows HTML as it is written: what it stands for is said in Markdown, and what is hidden is a link's definition. */
export function withoutHtml(body: string): string {
    return body
        .replace(/<details><summary>(.*?)<\/summary>/g, "**$1**")
        .replace(/<\/?(details|sub)>/g, "")
        .replaceAll("<br>", " ")
        .replace(/^<!-- (.*) -->$/gm, "[//]: # ($1)");
}
