import {
    type CodeHost,
    type HostComment,
    isResultLabel,
    labelOf,
    type PullRequest,
    type Result,
} from "./codeHost";
import { Rest } from "./rest";

interface Comment {
    id: number;
    parentCommentId: number;
    content?: string;
    commentType: string;
    isDeleted?: boolean;
    author: { id: string; displayName: string };
}

interface Thread {
    id: number;
    isDeleted?: boolean;
    threadContext?: object | null;
    comments: Comment[];
}

const version = "api-version=7.1";
/** Labels are still under preview there, and refused without saying so. */
const labelVersion = `${version}-preview.1`;

export class AzureDevOps implements CodeHost {
    private readonly rest: Rest;
    private readonly request: string;

    /** The API's address has the organization, the repository is `project/repository`. */
    constructor(private readonly pull: PullRequest) {
        this.rest = new Rest({ authorization: `Bearer ${pull.token}` });
        const [project = "", repository = ""] = pull.repository.split("/").map(encodeURIComponent);
        this.request = `${pull.api}/${project}/_apis/git/repositories/${repository}/pullRequests/${pull.number}`;
    }

    async ownAccount(): Promise<string | undefined> {
        const { authenticatedUser } = await this.rest.get<{ authenticatedUser: { id: string } }>(
            `${this.pull.api}/_apis/connectionData`,
        );
        return authenticatedUser.id;
    }

    async headCommit(): Promise<string> {
        const { lastMergeSourceCommit } = await this.rest.get<{
            lastMergeSourceCommit: { commitId: string };
        }>(`${this.request}?${version}`);
        return lastMergeSourceCommit.commitId;
    }

    /** The first comment of each thread. */
    async comments(): Promise<HostComment[]> {
        const { value } = await this.rest.get<{ value: Thread[] }>(
            `${this.request}/threads?${version}`,
        );
        return value
            .filter(({ isDeleted, threadContext }) => !isDeleted && !threadContext)
            .flatMap(({ id: thread, comments }) =>
                comments
                    .filter((c) => !c.isDeleted && !c.parentCommentId && c.commentType === "text")
                    .map(({ id, content, author }) => ({
                        id: `${thread}/${id}`,
                        body: content ?? "",
                        author: { id: author.id, name: author.displayName },
                        address: this.addressOf(thread),
                    })),
            );
    }

    async createComment(content: string): Promise<string> {
        // Closed: a policy that asks for resolved threads does not wait for this one.
        const { id } = await this.rest.write<Thread>("POST", `${this.request}/threads?${version}`, {
            comments: [{ parentCommentId: 0, content, commentType: "text" }],
            status: "closed",
        });
        return this.addressOf(id);
    }

    async updateComment({ id }: HostComment, content: string): Promise<void> {
        const [thread, comment] = id.split("/");
        const url = `${this.request}/threads/${thread}/comments/${comment}?${version}`;
        await this.rest.write("PATCH", url, { content });
    }

    /** Azure DevOps tells an account its own rights only. */
    mayPush(): Promise<boolean> {
        return Promise.resolve(false);
    }

    async showResult(result: Result): Promise<void> {
        const label = labelOf(result);
        const { value } = await this.rest.get<{ value: { id: string; name: string }[] }>(
            `${this.request}/labels?${labelVersion}`,
        );
        for (const { id, name } of value) {
            if (isResultLabel(name, result.id) && name !== label) {
                await this.rest.write("DELETE", `${this.request}/labels/${id}?${labelVersion}`);
            }
        }
        if (!value.some(({ name }) => name === label)) {
            await this.rest.write("POST", `${this.request}/labels?${labelVersion}`, {
                name: label,
            });
        }
    }

    private addressOf(thread: number): string {
        const [project = "", repository = ""] = this.pull.repository
            .split("/")
            .map(encodeURIComponent);
        const { api, number } = this.pull;
        return `${api}/${project}/_git/${repository}/pullrequest/${number}?discussionId=${thread}`;
    }
}
