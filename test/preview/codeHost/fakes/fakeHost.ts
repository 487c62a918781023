import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeComment {
    id: number;
    body: string;
    author: number;
}

export interface FakeRequest {
    method: string;
    path: string;
    query: URLSearchParams;
    /** Texts but for the few that a host nests. */
    body: { [key: string]: string | undefined };
    headers: IncomingMessage["headers"];
    /** Of the server, as clients see it. */
    origin: string;
}

export interface Answer {
    status: number;
    body?: unknown;
    headers?: { [name: string]: string };
}

export const me = 11;
export const colleague = 22;
export const visitor = 33;
export const names: { [id: number]: string } = {
    [me]: "pipeline",
    [colleague]: "ada",
    [visitor]: "eve",
};
export const head = "a".repeat(40);
/** The commit on the main branch that the pull request became. */
export const merged = "c".repeat(40);
export const pullNumber = 7;
export const token = "t0ken";
export const pageSize = 100;

/** What a code host knows about one pull request; each host shows it in its own shapes over HTTP. */
export abstract class FakeHost {
    comments: FakeComment[] = [];
    issues: (FakeComment & { title: string; isOpen: boolean })[] = [];
    labels: string[] = ["unrelated"];
    /** What a host without labels shows instead. */
    statuses: { [key: string]: unknown }[] = [];
    head = head;
    /** Answered to whoever edits a comment. */
    refuseEdits?: number;
    refuseAll?: number;
    readonly requests: string[] = [];
    private server?: Server;
    private nextId = 1000;

    abstract readonly name: string;
    /** The environment of a pipeline of this host for the pull request. */
    abstract variables(origin: string): { [name: string]: string };
    protected abstract isAllowed(headers: IncomingMessage["headers"]): boolean;
    protected abstract answer(request: FakeRequest): Answer | undefined;
    /** Whether the host shows results by labels. */
    readonly hasLabels: boolean = true;
    /** Whether the host tells who may push. */
    readonly knowsWhoMayPush: boolean = true;

    async start(): Promise<string> {
        const server = createServer((request, response) => {
            void read(request).then((body) => {
                const { status, body: text, headers } = this.respond(request, body);
                response
                    .writeHead(status, headers)
                    .end(text === undefined ? "" : JSON.stringify(text));
            });
        });
        this.server = server;
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    stop(): void {
        this.server?.close();
        this.server?.closeAllConnections();
    }

    add(author: number, ...bodies: string[]): void {
        bodies.forEach((body) => this.comments.push({ id: this.newId(), body, author }));
    }

    newId(): number {
        return (this.nextId += 1);
    }

    bodies(): string[] {
        return this.comments.map(({ body }) => body);
    }

    /** The requests that change something. */
    writes(): string[] {
        return this.requests.filter((r) => !/^GET |graphql/.test(r));
    }

    protected edit(id: number, body: string): Answer | undefined {
        const comment = this.comments.find((c) => c.id === id);
        if (!comment) {
            return undefined;
        }
        if (this.refuseEdits) {
            return { status: this.refuseEdits, body: { message: "may not edit" } };
        }
        comment.body = body;
        return { status: 200, body: {} };
    }

    private respond(request: IncomingMessage, text: string): Answer {
        const origin = `http://${request.headers.host}`;
        const url = new URL(request.url ?? "", origin);
        this.requests.push(`${request.method} ${request.url}`);
        if (this.refuseAll || !this.isAllowed(request.headers)) {
            return { status: this.refuseAll ?? 401, body: { message: "Resource not accessible" } };
        }
        const answer = this.answer({
            method: request.method ?? "",
            path: url.pathname,
            query: url.searchParams,
            body: text ? (JSON.parse(text) as FakeRequest["body"]) : {},
            headers: request.headers,
            origin,
        });
        return answer ?? { status: 404, body: { message: "Not Found" } };
    }
}

/** One page of a list, and the `link` header that GitHub and GitLab send with it. */
export function linked(items: unknown[], { query, path, origin }: FakeRequest): Answer {
    const page = Number(query.get("page") ?? 1);
    const size = Number(query.get("per_page") ?? 30);
    const next = new URL(path, origin);
    query.forEach((value, name) => next.searchParams.set(name, value));
    next.searchParams.set("page", String(page + 1));
    const first = `<${origin}${path}>; rel="first"`;
    const isLast = page * size >= items.length;
    return {
        status: 200,
        body: items.slice((page - 1) * size, page * size),
        headers: { link: isLast ? first : `<${next.href}>; rel="next", ${first}` },
    };
}

async function read(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString();
}
