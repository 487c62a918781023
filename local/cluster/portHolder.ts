import { execa } from "execa";

import { hostPort } from "./addresses";
import { systemPath } from "./debianPackages";

/** Thrown when the API server's port on this machine belongs to somebody else. */
export class PortTakenError extends Error {
    constructor(holder: string) {
        super(
            `port ${hostPort} on 127.0.0.1 is taken by ${holder}: ` +
                "stop it, or set QUEUE_WORKLOADS_API_PORT to a free port",
        );
        this.name = "PortTakenError";
    }
}

/** Refuses a port that somebody else listens on. */
export async function refuseTakenPort(): Promise<void> {
    const { stdout } = await execa("ss", ["-Hltnp", `sport = :${hostPort}`], {
        env: { PATH: systemPath },
    });
    const holder = holderIn(stdout);
    if (holder !== undefined) {
        throw new PortTakenError(holder);
    }
}

/** The process that `ss -Hltnp` names; undefined when nobody listens. */
export function holderIn(listeners: string): string | undefined {
    if (listeners.trim() === "") {
        return undefined;
    }
    const [, name, pid] = /users:\(\("([^"]+)",pid=(\d+)/.exec(listeners) ?? [];
    return name === undefined ? "a process of another user" : `${name} (process ${pid})`;
}
