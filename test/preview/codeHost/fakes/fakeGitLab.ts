import type { IncomingMessage } from "node:http";

import {
    type Answer,
    colleague,
    FakeHost,
    type FakeRequest,
    linked,
    me,
    names,
    pullNumber,
    token,
    visitor,
} from "./fakeHost";

const project = "/projects/42";
const request = `${project}/merge_requests/${pullNumber}`;

export class FakeGitLab extends FakeHost {
    readonly name = "GitLab";

    variables(origin: string) {
        return {
            GITLAB_CI: "true",
            CI_API_V4_URL: origin,
            CI_PROJECT_ID: "42",
            CI_MERGE_REQUEST_IID: String(pullNumber),
            CI_PIPELINE_ID: "502",
            CI_PIPELINE_URL: "https://gitlab.example/shop/queues/-/pipelines/502",
            GITLAB_TOKEN: token,
        };
    }

    protected isAllowed(headers: IncomingMessage["headers"]): boolean {
        return headers["private-token"] === token;
    }

    protected answer(call: FakeRequest): Answer | undefined {
        const { method, path, body } = call;
        switch (`${method} ${path}`) {
            case "GET /user":
                return { status: 200, body: { id: me, username: names[me] } };
            case `GET ${request}`:
                return { status: 200, body: this.mergeRequest() };
            case `PUT ${request}`: {
                const removed = String(body.remove_labels ?? "").split(",");
                const added = String(body.add_labels).split(",");
                const kept = this.labels.filter((l) => !removed.includes(l) && !added.includes(l));
                this.labels = [...kept, ...added];
                return { status: 200, body: this.mergeRequest() };
            }
            case `GET ${request}/notes`:
                return linked(this.notes(), call);
            case `POST ${request}/notes`:
                this.add(me, String(body.body));
                return { status: 201, body: { id: this.comments.at(-1)?.id } };
            case `GET ${project}/issues`:
                return linked(this.openIssues(), call);
            case `POST ${project}/issues`:
                return {
                    status: 201,
                    body: this.open(String(body.title), String(body.description)),
                };
        }
        return this.answerOnOne(call);
    }

    private answerOnOne({ method, path, body }: FakeRequest): Answer | undefined {
        const last = Number(path.split("/").at(-1));
        if (method === "PUT" && path === `${request}/notes/${last}`) {
            return this.edit(last, String(body.body));
        }
        if (method === "GET" && path === `${project}/members/all/${last}`) {
            const levels: { [id: number]: number } = { [colleague]: 30, [me]: 40, [visitor]: 20 };
            return { status: 200, body: { access_level: levels[last], state: "active" } };
        }
        const issue = this.issues.find(({ id }) => `${project}/issues/${id}` === path);
        if (method === "PUT" && issue) {
            issue.body = body.description === undefined ? issue.body : String(body.description);
            issue.isOpen = body.state_event !== "close";
            return { status: 200, body: {} };
        }
        return undefined;
    }

    private mergeRequest() {
        const web_url = "https://gitlab.example/shop/queues/-/merge_requests/7";
        return { sha: this.head, web_url, labels: this.labels };
    }

    private notes() {
        const system = { id: 1, body: "added 1 commit", system: true, author: authorOf(visitor) };
        const notes = this.comments.map(({ id, body, author }) => {
            return { id, body, system: false, author: authorOf(author) };
        });
        return [system, ...notes];
    }

    private openIssues() {
        return this.issues.filter(({ isOpen }) => isOpen).map((issue) => shown(issue));
    }

    private open(title: string, body: string) {
        const issue = { id: this.newId(), title, body, author: me, isOpen: true };
        this.issues.push(issue);
        return shown(issue);
    }
}

function shown({ id, body, author }: { id: number; body: string; author: number }) {
    const web_url = `https://gitlab.example/shop/queues/-/issues/${id}`;
    return { id: id + 9000, iid: id, description: body, author: authorOf(author), web_url };
}

function authorOf(id: number) {
    return { id, username: names[id] };
}
