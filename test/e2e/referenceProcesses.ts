import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ResultPromise } from "execa";
import { execa } from "execa";

import { bundle } from "../../workloads/bundle";

/** The reference workloads as their images have them, run as processes of this machine. */
export class ReferenceWorkloads {
    private readonly folder = mkdtempSync(join(tmpdir(), "queue-workloads-reference-"));
    private readonly running: ResultPromise[] = [];

    public build(): Promise<void> {
        return bundle(this.folder);
    }

    public async start(
        kind: "producer" | "consumer" | "streamConsumer",
        variables: { [name: string]: string },
    ): Promise<ReferenceWorkload> {
        const HTTP_PORT = String(await freePort());
        const child = execa(process.execPath, [join(this.folder, `${kind}.cjs`)], {
            env: { LOG_LEVEL: "debug", ...variables, HTTP_PORT },
            extendEnv: false,
            all: true,
            reject: false,
        });
        this.running.push(child);
        return new ReferenceWorkload(child);
    }

    public async stop(): Promise<void> {
        this.running.forEach(kill);
        await Promise.all(this.running);
        rmSync(this.folder, { recursive: true, force: true });
    }
}

export class ReferenceWorkload {
    private text = "";

    constructor(private readonly child: ResultPromise) {
        child.all?.on("data", (chunk: Buffer) => (this.text += chunk.toString()));
    }

    /** The ids, or what else a field has, of all events of this name so far. */
    public logged(event: string, field = "id"): string[] {
        const lines = this.text.split("\n").slice(0, -1);
        return lines
            .filter((line) => line.startsWith("{"))
            .map((line) => JSON.parse(line) as { [field: string]: string })
            .filter((entry) => entry["event"] === event)
            .map((entry) => entry[field]!);
    }

    /** The code that it ends with by itself, or once it is told to. */
    public async ended(signal?: "SIGTERM" | "SIGKILL"): Promise<number | undefined> {
        if (signal === "SIGKILL") {
            kill(this.child);
        } else if (signal) {
            this.child.kill(signal);
        }
        return (await this.child).exitCode;
    }

    public get log(): string {
        return this.text;
    }
}

/** As a container ends: with all that its first process has started. */
export function kill(child: ResultPromise): void {
    const runs = child.exitCode === null && child.signalCode === null;
    const started = runs && child.pid ? startedBy(child.pid) : [];
    child.kill("SIGKILL");
    started.forEach((pid) => process.kill(pid, "SIGKILL"));
}

/** Each of its threads may have started some. */
function startedBy(pid: number): number[] {
    const own = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
        readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
    );
    return own.map(Number).flatMap((one) => [one, ...startedBy(one)]);
}

export async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => server.on("listening", done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    return port;
}
