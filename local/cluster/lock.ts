import { createConnection, createServer, type Server } from "node:net";
import { text } from "node:stream/consumers";

/** Thrown when another live process holds the lock. */
export class LockedError extends Error {
    constructor(readonly holder: string) {
        super(`another command is using the local cluster (${holder}): wait until it ends`);
        this.name = "LockedError";
    }
}

/**
 * Runs `action` while no other process runs one under the same name.
 * The lock is an abstract Unix socket: the kernel frees it with its holder, so that none can be left behind.
 */
export async function withLock<T>(name: string, action: () => Promise<T>): Promise<T> {
    const server = await listen(name);
    try {
        return await action();
    } finally {
        await new Promise((resolve) => server.close(resolve));
    }
}

async function listen(name: string): Promise<Server> {
    const self = `process ${process.pid}: ${describe(process.argv)}`;
    const server = createServer((asker) => {
        asker.on("error", () => asker.destroy());
        asker.end(self);
    });
    return new Promise((resolve, reject) => {
        server.once("error", (error: NodeJS.ErrnoException) => {
            if (error.code !== "EADDRINUSE") {
                reject(error);
                return;
            }
            void askHolder(name).then((holder) => reject(new LockedError(holder)));
        });
        server.listen(`\0${name}`, () => resolve(server));
    });
}

async function askHolder(name: string): Promise<string> {
    const connection = createConnection(`\0${name}`);
    connection.setTimeout(1000, () => connection.destroy(new Error("no answer")));
    return text(connection).catch(() => "it does not say which");
}

function describe(argv: string[]): string {
    return argv.slice(1).join(" ");
}
