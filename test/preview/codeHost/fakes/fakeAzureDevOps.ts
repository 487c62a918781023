import type { IncomingMessage } from "node:http";

import {
    type Answer,
    FakeHost,
    type FakeRequest,
    me,
    names,
    pullNumber,
    token,
    visitor,
} from "./fakeHost";

const pull = `/Web%20shop/_apis/git/repositories/queues/pullRequests/${pullNumber}`;

export class FakeAzureDevOps extends FakeHost {
    readonly name = "Azure DevOps";
    override readonly knowsWhoMayPush = false;

    variables(origin: string) {
        return {
            TF_BUILD: "True",
            SYSTEM_COLLECTIONURI: `${origin}/`,
            SYSTEM_TEAMPROJECT: "Web shop",
            BUILD_REPOSITORY_ID: "queues",
            SYSTEM_PULLREQUEST_PULLREQUESTID: String(pullNumber),
            BUILD_BUILDID: "504",
            SYSTEM_ACCESSTOKEN: token,
        };
    }

    protected isAllowed({ authorization }: IncomingMessage["headers"]): boolean {
        return authorization === `Bearer ${token}`;
    }

    protected answer({ method, path, query, body }: FakeRequest): Answer | undefined {
        if (path === "/_apis/connectionData") {
            return { status: 200, body: { authenticatedUser: { id: idOf(me) } } };
        }
        const isUnderPreview = path.startsWith(`${pull}/labels`);
        if (query.get("api-version") !== (isUnderPreview ? "7.1-preview.1" : "7.1")) {
            return { status: 400, body: { message: "The api-version is missing, or another" } };
        }
        switch (`${method} ${path}`) {
            case `GET ${pull}`:
                return { status: 200, body: { lastMergeSourceCommit: { commitId: this.head } } };
            case `GET ${pull}/threads`:
                return {
                    status: 200,
                    body: { value: this.threads(), count: this.comments.length },
                };
            case `POST ${pull}/threads`: {
                const [comment] = body.comments as unknown as { content: string }[];
                this.add(me, comment?.content ?? "");
                return { status: 200, body: this.threads().at(-1) };
            }
            case `GET ${pull}/labels`:
                return {
                    status: 200,
                    body: { value: this.labels.map((name, id) => ({ id: `label-${id}`, name })) },
                };
            case `POST ${pull}/labels`:
                this.labels.push(String(body.name));
                return { status: 200, body: {} };
        }
        return this.answerOnOne(method, path, body);
    }

    private answerOnOne(
        method: string,
        path: string,
        body: FakeRequest["body"],
    ): Answer | undefined {
        const [, thread] = /\/threads\/(\d+)\/comments\/1$/.exec(path) ?? [];
        if (method === "PATCH" && thread) {
            return this.edit(Number(thread), String(body.content));
        }
        const [, label] = /\/labels\/label-(\d+)$/.exec(path) ?? [];
        if (method === "DELETE" && label) {
            this.labels.splice(Number(label), 1);
            return { status: 200 };
        }
        return undefined;
    }

    private threads() {
        const vote = commentOf("Eve voted 10", visitor, "system");
        return [
            { id: 1, comments: [vote] },
            ...this.comments.map(({ id, body, author }) => ({
                id,
                threadContext: null,
                comments: [commentOf(body, author, "text")],
            })),
        ];
    }
}

function commentOf(content: string, author: number, commentType: string) {
    return {
        id: 1,
        parentCommentId: 0,
        content,
        commentType,
        author: { id: idOf(author), displayName: names[author] },
    };
}

function idOf(account: number): string {
    return `00000000-0000-0000-0000-0000000000${account}`;
}
