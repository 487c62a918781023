import { existsSync } from "node:fs";
import { createConnection } from "node:net";

import { hostPort, ports } from "../addresses";
import { firstNode } from "../clusterNode";
import type { Daemon } from "../daemon";
import { apiSocketFile } from "../nodePaths";

/** The end of the way to the API server that lies inside the node's network. */
export function apiSocket(): Daemon {
    return {
        name: "api-socket",
        command: "socat",
        args: [
            `UNIX-LISTEN:${apiSocketFile},fork,mode=600,backlog=128`,
            `TCP:127.0.0.1:${ports.apiServer}`,
        ],
        runsIn: firstNode,
        socket: apiSocketFile,
        findFault: () =>
            Promise.resolve(existsSync(apiSocketFile) ? undefined : "it made no socket"),
    };
}

/** The end on this machine: 127.0.0.1 only. */
export function apiPort(): Daemon {
    return {
        name: "api-port",
        command: "socat",
        args: [
            `TCP-LISTEN:${hostPort},bind=127.0.0.1,fork,reuseaddr,backlog=128`,
            `UNIX-CONNECT:${apiSocketFile}`,
        ],
        runsIn: "machine",
        findFault: () => findPortFault(hostPort),
    };
}

function findPortFault(port: number): Promise<string | undefined> {
    return new Promise((resolve) => {
        const connection = createConnection(port, "127.0.0.1");
        connection.once("connect", () => resolve(undefined));
        connection.once("error", (error) => resolve(error.message));
        connection.once("connect", () => connection.destroy());
    });
}
