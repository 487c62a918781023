import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import {
    type CodeHost,
    github,
    gitlab,
    type PullRequest,
} from "../../../preview/codeHost/codeHost";
import { type HostComment, upsertComment } from "../../../preview/codeHost/upsertComment";
import { marker } from "../../../preview/comment/comment";

const mark = marker("preview");
const comment = (text: string) => `${text}\n\n${mark}\n`;
const pageSize = 100;

/** The part of a code host's REST API that the upsert uses, with pages and links as the real ones send them. */
class FakeHost {
    readonly comments: Required<HostComment>[] = [];
    readonly requests: string[] = [];
    refuse?: number;
    private server?: Server;

    async start(): Promise<string> {
        const server = createServer((request, response) => {
            void this.answer(request).then(({ status, body, link }) => {
                response.writeHead(status, link ? { link } : {}).end(JSON.stringify(body));
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

    private async answer(
        request: IncomingMessage,
    ): Promise<{ status: number; body: unknown; link?: string }> {
        const url = new URL(request.url ?? "", `http://${request.headers.host}`);
        this.requests.push(`${request.method} ${request.url}`);
        const isAllowed = [request.headers.authorization, request.headers["private-token"]].some(
            (header) => String(header).endsWith("t0ken"),
        );
        if (this.refuse || !isAllowed) {
            return { status: this.refuse ?? 401, body: { message: "Resource not accessible" } };
        }
        if (request.method === "GET") {
            return this.page(url);
        }
        const { body } = JSON.parse(await text(request)) as { body: string };
        const id = Number(url.pathname.split("/").at(-1));
        const known = this.comments.find((c) => c.id === id);
        if (known) {
            known.body = body;
        } else {
            this.add(body);
        }
        return { status: known ? 200 : 201, body: { id: id || this.comments.length } };
    }

    private page(url: URL) {
        const page = Number(url.searchParams.get("page") ?? 1);
        assert.equal(url.searchParams.get("per_page"), String(pageSize));
        const next = new URL(url);
        next.searchParams.set("page", String(page + 1));
        const isLast = page * pageSize >= this.comments.length;
        return {
            status: 200,
            body: this.comments.slice((page - 1) * pageSize, page * pageSize),
            link: `<${url.href}>; rel="first"${isLast ? "" : `, <${next.href}>; rel="next"`}`,
        };
    }

    add(...bodies: string[]): void {
        bodies.forEach((body) => this.comments.push({ id: this.comments.length + 1, body }));
    }
}

async function text(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString();
}

const hosts: [string, (pull: PullRequest) => CodeHost, string][] = [
    ["GitHub", github, "/repos/shop/queues/issues/7/comments"],
    ["GitLab", gitlab, "/projects/shop%2Fqueues/merge_requests/7/notes"],
];

for (const [name, make, path] of hosts) {
    describe(`the comment on ${name}`, () => {
        let fake: FakeHost;
        let host: CodeHost;
        beforeEach(async () => {
            fake = new FakeHost();
            const pull = { repository: "shop/queues", number: 7, token: "t0ken" };
            host = make({ ...pull, api: await fake.start() });
        });
        afterEach(() => fake.stop());

        it("is created on a pull request that has none", async () => {
            fake.add("looks good");
            assert.equal(await upsertComment(host, mark, comment("one")), "created");
            assert.deepEqual(
                fake.comments.map((c) => c.body),
                ["looks good", comment("one")],
            );
            assert.equal(fake.requests.at(-1), `POST ${path}`);
        });

        it("is updated, never doubled, however often it is written", async () => {
            await upsertComment(host, mark, comment("one"));
            assert.equal(await upsertComment(host, mark, comment("two")), "updated");
            assert.deepEqual(
                fake.comments.map((c) => c.body),
                [comment("two")],
            );
        });

        it("is found on the third page", async () => {
            fake.add(...Array<string>(230).fill("a remark"), comment("one"), "another");
            assert.equal(await upsertComment(host, mark, comment("two")), "updated");
            assert.equal(fake.comments[230]?.body, comment("two"));
            assert.equal(fake.requests.filter((r) => r.startsWith("GET")).length, 3);
        });

        it("is left alone when nothing changed", async () => {
            fake.add(comment("one").replaceAll("\n", "\r\n").replaceAll("\r\n", "\n"));
            assert.equal(await upsertComment(host, mark, comment("one")), "unchanged");
            assert.equal(fake.requests.length, 1);
        });

        it("is not taken for one that quotes it, or for another id's", async () => {
            const others = [`> ${mark}`, `${mark}\n\nI disagree`, `x\n${marker("other")}`];
            fake.add(...others);
            assert.equal(await upsertComment(host, mark, comment("one")), "created");
            assert.deepEqual(
                fake.comments.slice(0, 3).map((c) => c.body),
                others,
            );
        });

        it("tells what was refused, and never the token", async () => {
            fake.refuse = 403;
            await assert.rejects(upsertComment(host, mark, comment("one")), (error: Error) => {
                assert.match(
                    error.message,
                    /^GET \/.* was answered with 403 Forbidden: .*Resource not accessible/,
                );
                assert.ok(!error.message.includes("t0ken"));
                return true;
            });
        });

        it("sends its token to no other host that a link names", async () => {
            const other = new FakeHost();
            const elsewhere = await other.start();
            const page = fake["page"].bind(fake);
            fake["page"] = (url) => ({ ...page(url), link: `<${elsewhere}/x>; rel="next"` });
            assert.equal(await upsertComment(host, mark, comment("one")), "created");
            other.stop();
            assert.deepEqual(other.requests, []);
        });
    });
}
