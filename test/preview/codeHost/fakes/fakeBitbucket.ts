import type { IncomingMessage } from "node:http";

import {
    type Answer,
    colleague,
    FakeHost,
    type FakeRequest,
    me,
    names,
    pageSize,
    pullNumber,
    token,
} from "./fakeHost";

const repository = "/repositories/shop/queues";
const pull = `${repository}/pullrequests/${pullNumber}`;

export class FakeBitbucket extends FakeHost {
    readonly name = "Bitbucket";
    override readonly hasLabels = false;
    /** An access token of a repository is not told whose it is. */
    hidesAccount = false;

    variables(origin: string) {
        return {
            BITBUCKET_BUILD_NUMBER: "503",
            BITBUCKET_API_URL: origin,
            BITBUCKET_REPO_FULL_NAME: "shop/queues",
            BITBUCKET_GIT_HTTP_ORIGIN: "https://bitbucket.example/shop/queues",
            BITBUCKET_PR_ID: String(pullNumber),
            BITBUCKET_TOKEN: token,
        };
    }

    protected isAllowed({ authorization }: IncomingMessage["headers"]): boolean {
        return authorization === `Bearer ${token}`;
    }

    protected answer(request: FakeRequest): Answer | undefined {
        const { method, path, query, body } = request;
        switch (`${method} ${path}`) {
            case "GET /user":
                return this.hidesAccount
                    ? { status: 403, body: { type: "error" } }
                    : { status: 200, body: userOf(me) };
            case `GET ${pull}`:
                return {
                    status: 200,
                    body: { source: { commit: { hash: this.head.slice(0, 12) } } },
                };
            case `GET ${pull}/comments`:
                return this.page(request);
            case `POST ${pull}/comments`:
                this.add(me, rawOf(body));
                return { status: 201, body: this.shown().at(-1) };
            case "GET /workspaces/shop/permissions/repositories/queues": {
                const [, uuid] = /^user\.uuid="(.*)"$/.exec(query.get("q") ?? "") ?? [];
                const mayPush = [colleague, me].some((id) => userOf(id).uuid === uuid);
                const permission = mayPush ? "write" : "read";
                return { status: 200, body: { values: [{ permission, user: { uuid } }] } };
            }
        }
        const [, commit] =
            new RegExp(`^${repository}/commit/(\\w+)/statuses/build$`).exec(path) ?? [];
        if (method === "POST" && commit) {
            if (String(body.key).length > 40) {
                return { status: 400, body: { type: "error" } };
            }
            this.statuses = this.statuses.filter(({ key }) => key !== body.key);
            this.statuses.push({ ...body, commit });
            return { status: 201, body };
        }
        const id = Number(path.split("/").at(-1));
        return method === "PUT" && path === `${pull}/comments/${id}`
            ? this.edit(id, rawOf(body))
            : undefined;
    }

    private page({ query, path, origin }: FakeRequest): Answer {
        const page = Number(query.get("page") ?? 1);
        const size = Number(query.get("pagelen") ?? 10);
        const all = this.shown();
        const next = `${origin}${path}?pagelen=${pageSize}&page=${page + 1}`;
        return {
            status: size > pageSize ? 400 : 200,
            body: {
                values: all.slice((page - 1) * size, page * size),
                ...(page * size < all.length && { next }),
            },
        };
    }

    private shown() {
        return this.comments.map(({ id, body, author }) => ({
            id,
            deleted: false,
            content: { raw: body },
            user: userOf(author),
            links: {
                html: {
                    href: `https://bitbucket.example/shop/queues/pull-requests/7#comment-${id}`,
                },
            },
        }));
    }
}

function userOf(id: number) {
    return { uuid: `{${id}}`, display_name: names[id] };
}

function rawOf(body: FakeRequest["body"]): string {
    return (body.content as unknown as { raw: string }).raw;
}
