import type { IncomingMessage } from "node:http";

import {
    type Answer,
    colleague,
    FakeHost,
    type FakeRequest,
    linked,
    me,
    merged,
    names,
    pullNumber,
    token,
} from "./fakeHost";

const repository = "/repos/shop/queues";
const pull = `${repository}/issues/${pullNumber}`;

const runs = [
    { id: 901, run_started_at: "2026-01-01T10:00:00Z" },
    { id: 902, run_started_at: "2026-01-01T11:00:00Z" },
    { id: 900, run_started_at: "2026-01-01T09:00:00Z" },
];

export class FakeGitHub extends FakeHost {
    readonly name = "GitHub";

    variables(origin: string) {
        return {
            GITHUB_ACTIONS: "true",
            GITHUB_API_URL: origin,
            GITHUB_GRAPHQL_URL: `${origin}/graphql`,
            GITHUB_SERVER_URL: "https://github.example",
            GITHUB_REPOSITORY: "shop/queues",
            GITHUB_REF: `refs/pull/${pullNumber}/merge`,
            GITHUB_RUN_ID: "501",
            GITHUB_RUN_ATTEMPT: "1",
            GITHUB_TOKEN: token,
        };
    }

    protected isAllowed({ authorization, accept }: IncomingMessage["headers"]): boolean {
        return authorization === `Bearer ${token}` && accept === "application/vnd.github+json";
    }

    protected answer(request: FakeRequest): Answer | undefined {
        const { method, path, body } = request;
        const route = `${method} ${path}`;
        switch (route) {
            case "POST /graphql":
                return /viewer\s*{\s*databaseId\s*}/.test(String(body.query))
                    ? { status: 200, body: { data: { viewer: { databaseId: me } } } }
                    : undefined;
            case `GET ${repository}/pulls/${pullNumber}`:
                return { status: 200, body: { head: { sha: this.head } } };
            case `GET ${pull}/comments`:
                return linked(
                    this.comments.map((c) => shown(c)),
                    request,
                );
            case `POST ${pull}/comments`:
                this.add(me, String(body.body));
                return { status: 201, body: shown(this.comments.at(-1)!) };
            case `GET ${pull}/labels`:
                return linked(
                    this.labels.map((name) => ({ name })),
                    request,
                );
            case `POST ${pull}/labels`:
                if ((body.labels as unknown as string[]).some((label) => label.length > 50)) {
                    return { status: 422, body: {} };
                }
                this.labels.push(...(body.labels as unknown as string[]));
                return { status: 200, body: [] };
            case `GET ${repository}/issues`:
                return linked(this.openIssues(), request);
            case `POST ${repository}/issues`:
                return { status: 201, body: this.open(String(body.title), String(body.body)) };
        }
        return this.answerOnOne(request);
    }

    private answerOnOne({ method, path, query, body }: FakeRequest): Answer | undefined {
        const [, commit] = /\/commits\/(\w+)\/pulls$/.exec(path) ?? [];
        if (method === "GET" && commit) {
            const found = {
                number: pullNumber,
                merge_commit_sha: merged,
                head: { sha: this.head },
            };
            const other = { number: 3, merge_commit_sha: "e".repeat(40), head: { sha: "f" } };
            return { status: 200, body: commit === merged ? [other, found] : [other] };
        }
        if (method === "GET" && path === `${repository}/actions/workflows/preview.yml/runs`) {
            const { head_sha, event, status } = Object.fromEntries(query);
            const isAsked =
                head_sha === this.head && event === "pull_request" && status === "success";
            return { status: 200, body: { workflow_runs: isAsked ? runs : [] } };
        }
        const last = decodeURIComponent(path.split("/").at(-1) ?? "");
        if (method === "PATCH" && path === `${repository}/issues/comments/${last}`) {
            return this.edit(Number(last), String(body.body));
        }
        if (method === "DELETE" && path.startsWith(`${pull}/labels/`)) {
            this.labels = this.labels.filter((label) => label !== last);
            return { status: 200, body: [] };
        }
        if (method === "GET" && path.startsWith(`${repository}/collaborators/`)) {
            const [, name] = /collaborators\/(\w+)\/permission$/.exec(path) ?? [];
            const mayPush = [colleague, me].some((id) => names[id] === name);
            const permission = mayPush ? "write" : "read";
            return { status: 200, body: { permission, role_name: permission } };
        }
        const issue = this.issues.find(({ id }) => `${repository}/issues/${id}` === path);
        if (method === "PATCH" && issue) {
            issue.body = body.body === undefined ? issue.body : String(body.body);
            issue.isOpen = body.state !== "closed";
            return { status: 200, body: {} };
        }
        return undefined;
    }

    private openIssues() {
        const issues = this.issues.filter(({ isOpen }) => isOpen);
        const asPull = { ...shown({ id: 1, body: "", author: me }), number: pullNumber };
        return [
            { ...asPull, pull_request: {} },
            ...issues.map((issue) => ({ ...shown(issue), number: issue.id })),
        ];
    }

    private open(title: string, body: string) {
        const issue = { id: this.newId(), title, body, author: me, isOpen: true };
        this.issues.push(issue);
        return { ...shown(issue), number: issue.id };
    }
}

function shown({ id, body, author }: { id: number; body: string; author: number }) {
    return {
        id,
        body,
        html_url: `https://github.example/shop/queues/pull/7#issuecomment-${id}`,
        user: { id: author, login: names[author] },
    };
}
