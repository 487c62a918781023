import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

import { execa } from "execa";

import { cacheDir } from "../paths";
import type { Report } from "../report";

/** Programs as their project publishes them. */
export interface Release {
    name: string;
    version: string;
    files: ReleaseFile[];
}

export interface ReleaseFile {
    url: string;
    /** A text with the file's SHA-256 checksum: alone, or in a line with the file's name. */
    checksums: string;
    /** The name of the program; without it, the file is an archive to unpack. */
    program?: string;
    /** How many leading folders of the archive to leave out. */
    strip?: number;
}

export interface Limits {
    /** How long a server may take to answer at all. */
    answerMs: number;
    /** How long the whole download may take. */
    downloadMs: number;
}

const usual: Limits = { answerMs: 3_000, downloadMs: 300_000 };

export function releaseFolder({ name, version }: Release, cache = cacheDir): string {
    return join(cache, "tools", name, `${version}-release`);
}

/** Downloads a release unless the cache has it, and returns its folder; undefined where it cannot be had. */
export async function downloadRelease(
    release: Release,
    report: Report,
    { limits = usual, cache = cacheDir } = {},
): Promise<string | undefined> {
    const folder = releaseFolder(release, cache);
    if (existsSync(folder)) {
        return folder;
    }
    const draft = `${folder}.downloading-${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const signal = AbortSignal.timeout(limits.downloadMs);
    try {
        for (const file of release.files) {
            const expected = await publishedChecksum(file, limits, signal);
            report(`downloading ${file.url}`);
            await download(file, expected, draft, signal);
        }
        renameSync(draft, folder);
        return folder;
    } catch (error) {
        report(`${release.name} ${release.version} is not downloaded: ${reasonOf(error as Error)}`);
        return undefined;
    } finally {
        rmSync(draft, { recursive: true, force: true });
    }
}

async function publishedChecksum(
    { url, checksums }: ReleaseFile,
    { answerMs }: Limits,
    signal: AbortSignal,
): Promise<string> {
    const response = await fetch(checksums, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    const lines = (response.ok ? await response.text() : "").trim().split("\n");
    const name = url.slice(url.lastIndexOf("/") + 1);
    const line = lines.length === 1 ? lines[0] : lines.find((one) => one.endsWith(name));
    const checksum = /^[0-9a-f]{64}\b/.exec(line ?? "")?.[0];
    if (checksum === undefined) {
        throw new Error(`${checksums} has no checksum for ${name}`);
    }
    return checksum;
}

async function download(
    { url, program, strip = 0 }: ReleaseFile,
    expected: string,
    folder: string,
    signal: AbortSignal,
): Promise<void> {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) {
        throw new Error(`${url} answers ${response.status}`);
    }
    const target = join(folder, program ?? "archive.tar.gz");
    const hash = createHash("sha256");
    const hashing = new Transform({
        transform(chunk: Buffer, _, done) {
            hash.update(chunk);
            done(undefined, chunk);
        },
    });
    const body = Readable.fromWeb(response.body);
    await pipeline(body, hashing, createWriteStream(target, { mode: 0o755 }), { signal });
    if (hash.digest("hex") !== expected) {
        throw new Error(`${url} does not have the checksum that is published for it`);
    }
    if (program === undefined) {
        await execa("tar", ["-xzf", target, "-C", dirname(target), `--strip-components=${strip}`]);
        rmSync(target);
    }
}

/** What fetch hides in the cause: no route, no such host, a refused connection. */
function reasonOf(error: Error): string {
    return error.cause instanceof Error ? error.cause.message : error.message;
}
