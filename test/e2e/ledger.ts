import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { possibleNodes } from "../../local/cluster/clusterNode";

interface LogFile {
    descriptor: number;
    position: number;
    rest: string;
}

/** What became of numbered messages, by message id. */
export interface Tally {
    published: Set<string>;
    confirmed: Set<string>;
    consumed: Map<string, number>;
    deadLettered: Set<string>;
}

/**
 * Counts messages from the log files of the pods of a namespace, which the kubelet writes on this
 * machine. Each file is held open, so that not a line is missed when a pod is killed and its files are removed.
 */
export class Ledger {
    public readonly tally: Tally = {
        published: new Set(),
        confirmed: new Set(),
        consumed: new Map(),
        deadLettered: new Set(),
    };
    private readonly files = new Map<string, LogFile>();
    private readonly timer: NodeJS.Timeout;

    /**
     * What was confirmed before does not count. What was consumed before is known, because a message
     * can be consumed a moment before its producer hears that it was confirmed.
     */
    constructor(private readonly namespace: string) {
        this.read();
        this.tally.published.clear();
        this.tally.confirmed.clear();
        this.tally.deadLettered.clear();
        this.timer = setInterval(() => this.read(), 100);
    }

    /** How many of the confirmed messages were consumed. */
    public consumed(): number {
        const { confirmed, consumed } = this.tally;
        return [...confirmed].filter((id) => consumed.has(id)).length;
    }

    /** Ids that were confirmed, and neither consumed nor dead-lettered. */
    public lost(): string[] {
        this.read();
        const { confirmed, consumed, deadLettered } = this.tally;
        return [...confirmed].filter((id) => !consumed.has(id) && !deadLettered.has(id));
    }

    public duplicates(): number {
        const { confirmed, consumed } = this.tally;
        return [...confirmed].reduce(
            (sum, id) => sum + Math.max((consumed.get(id) ?? 0) - 1, 0),
            0,
        );
    }

    /** One line for people: published, confirmed, consumed, lost, duplicated. */
    public summary(): string {
        const lost = this.lost().length;
        const { published, confirmed, deadLettered } = this.tally;
        return (
            `published ${published.size}, confirmed ${confirmed.size}, consumed ${this.consumed()}, ` +
            `dead-lettered ${deadLettered.size}, lost ${lost}, duplicated ${this.duplicates()}`
        );
    }

    public close(): void {
        clearInterval(this.timer);
        for (const { descriptor } of this.files.values()) {
            closeSync(descriptor);
        }
        this.files.clear();
    }

    private read(): void {
        this.find();
        for (const file of this.files.values()) {
            this.readFile(file);
        }
    }

    private find(): void {
        const pods = possibleNodes
            .flatMap(({ paths }) => listPaths(paths.podLogs))
            .filter((path) => basename(path).startsWith(`${this.namespace}_`));
        pods.flatMap(listPaths)
            .flatMap(listPaths)
            .forEach((log) => this.open(log));
    }

    /** A log that has grown large is renamed, and goes on in a new file of the same name. */
    private open(path: string): void {
        if (!path.endsWith(".log")) {
            return;
        }
        try {
            const file = `${statSync(path).ino}`;
            if (!this.files.has(file)) {
                this.files.set(file, { descriptor: openSync(path, "r"), position: 0, rest: "" });
            }
        } catch (error) {
            // The pod was removed between listing and opening: it has written nothing that is not read.
            if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
                throw error;
            }
        }
    }

    private readFile(file: LogFile): void {
        const buffer = Buffer.alloc(256 * 1024);
        for (;;) {
            const length = readSync(file.descriptor, buffer, 0, buffer.length, file.position);
            if (length === 0) {
                return;
            }
            file.position += length;
            const lines = (file.rest + buffer.toString("latin1", 0, length)).split("\n");
            file.rest = lines.pop()!;
            lines.forEach((line) => this.count(line));
        }
    }

    /** A line is: time, stream, a flag, and what the container printed. */
    private count(line: string): void {
        const text = line.slice(line.indexOf("{"));
        if (!text.startsWith("{") || !text.includes('"id"')) {
            return;
        }
        const { event, id } = JSON.parse(text) as { event?: string; id?: string };
        if (id === undefined) {
            return;
        }
        const { published, confirmed, consumed, deadLettered } = this.tally;
        if (event === "published") {
            published.add(id);
        } else if (event === "confirmed") {
            published.add(id);
            confirmed.add(id);
        } else if (event === "consumed") {
            consumed.set(id, (consumed.get(id) ?? 0) + 1);
        } else if (event === "dead-lettered") {
            deadLettered.add(id);
        }
    }
}

function listPaths(directory: string): string[] {
    try {
        return readdirSync(directory).map((name) => join(directory, name));
    } catch {
        return [];
    }
}
