import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { execa } from "execa";

import type { Release } from "../../../local/toolchain/release";
import { downloadRelease, releaseFolder } from "../../../local/toolchain/release";

describe("an official release", () => {
    let cache: string;
    let server: Server;
    /** What the server answers, by path; it never answers for any other. */
    const served = new Map<string, Buffer>();
    const said: string[] = [];
    let origin: string;

    before(async () => {
        server = createServer((request, response) => {
            const body = served.get(request.url ?? "");
            if (body !== undefined) {
                response.end(body);
            }
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => {
        server.closeAllConnections();
        server.close();
    });
    beforeEach(() => {
        cache = mkdtempSync(join(tmpdir(), "releases-"));
        served.clear();
        said.length = 0;
    });
    afterEach(() => rmSync(cache, { recursive: true }));

    const sha256 = (body: Buffer) => createHash("sha256").update(body).digest("hex");
    const program = Buffer.from("#!/bin/sh\necho it runs\n");
    const single = (): Release => {
        const url = `${origin}/v1/tool`;
        return {
            name: "tool",
            version: "v1",
            files: [{ url, checksums: `${url}.sha256`, program: "tool" }],
        };
    };
    const patient = { answerMs: 30_000, downloadMs: 60_000 };
    const download = (release: Release, limits = patient) =>
        downloadRelease(release, (line) => said.push(line), { cache, limits });
    const leftovers = (release: Release) => readdirSync(dirname(releaseFolder(release, cache)));

    it("is downloaded once, and can be run", async () => {
        served.set("/v1/tool", program);
        served.set("/v1/tool.sha256", Buffer.from(sha256(program)));
        const folder = await download(single());
        assert.equal(folder, releaseFolder(single(), cache));
        const { stdout } = await execa(join(folder, "tool"));
        assert.equal(stdout, "it runs");
        served.clear();
        assert.equal(await download(single()), folder);
    });

    it("is unpacked when it is an archive among the checksums of others", async () => {
        const source = join(cache, "source");
        mkdirSync(join(source, "top"), { recursive: true });
        writeFileSync(join(source, "top", "tool"), program, { mode: 0o755 });
        await execa("tar", ["-czf", join(cache, "tool.tar.gz"), "-C", source, "top"]);
        const archive = readFileSync(join(cache, "tool.tar.gz"));
        served.set("/tool.tar.gz", archive);
        const other = sha256(Buffer.from("other"));
        served.set(
            "/checksums.txt",
            Buffer.from(`${other}  other.tar.gz\n${sha256(archive)}  tool.tar.gz\n`),
        );
        const files = [
            { url: `${origin}/tool.tar.gz`, checksums: `${origin}/checksums.txt`, strip: 1 },
        ];
        const folder = await download({ name: "tool", version: "v2", files });
        assert.deepEqual(readdirSync(folder ?? ""), ["tool"]);
        assert.ok(statSync(join(folder ?? "", "tool")).mode & 0o100);
    });

    it("is not taken when its checksum is another one, and nothing of it stays", async () => {
        served.set("/v1/tool", program);
        served.set("/v1/tool.sha256", Buffer.from(sha256(Buffer.from("what was published"))));
        assert.equal(await download(single()), undefined);
        assert.match(said.join("\n"), /does not have the checksum/);
        assert.deepEqual(leftovers(single()), []);
    });

    it("is given up when no checksum is published", async () => {
        served.set("/v1/tool", program);
        served.set("/v1/tool.sha256", Buffer.from("<html>not found</html>"));
        assert.equal(await download(single()), undefined);
        assert.match(said.join("\n"), /no checksum for tool/);
    });

    it("is given up when the server does not answer in time", async () => {
        served.set("/v1/tool.sha256", Buffer.from(sha256(program)));
        const hasty = { answerMs: 300, downloadMs: 600 };
        assert.equal(await download(single(), hasty), undefined);
        assert.ok(!existsSync(releaseFolder(single(), cache)));
        assert.deepEqual(leftovers(single()), []);
    });
});
