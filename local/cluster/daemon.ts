import type { ClusterNode } from "./clusterNode";

/** One long-running program of the cluster. */
export interface Daemon {
    name: string;
    command: string;
    args: string[];
    /** Inside a node's namespaces, or on the machine itself. */
    runsIn: ClusterNode | "machine";
    /** All of its environment besides PATH: nothing of the caller's may leak into what outlives it. */
    env?: { [key: string]: string };
    /** Configuration by path; it is started again when one of them changes. */
    files?: () => { [key: string]: string };
    /** The socket that it makes, removed before it starts. */
    socket?: string;
    /** Undefined when it does its work, otherwise what is wrong. */
    findFault: () => Promise<string | undefined>;
}

/** Keeps a Go program small: less garbage, at the price of some processor time. */
export function goMemory(softLimitMiB: number): { [key: string]: string } {
    return { GOGC: "40", GOMEMLIMIT: `${softLimitMiB}MiB` };
}
