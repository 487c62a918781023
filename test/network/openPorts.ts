import type { Network, NetworkPolicy, Pod, Port } from "./networkPolicies";
import { mayTalk } from "./networkPolicies";

const lastPort = 65535;

/** What `openPorts` says of a pod that no policy protects. */
export const everyPort = ["1-65535", "UDP 1-65535", "SCTP 1-65535"];

/** Every port and range of ports, of all there are, on which a pod may call another. */
export function openPorts(network: Network, from: Pod, to: Pod): string[] {
    const starts = decisionChanges(network.policies, to);
    return (["TCP", "UDP", "SCTP"] as const).flatMap((protocol) => {
        const open = starts.filter((port) => mayTalk(network, from, to, { protocol, port }));
        return ranges(starts, open).map((range) => portName(protocol, range));
    });
}

/** Whether one of the ports and ranges that `openPorts` returns has a port. */
export function includesPort(open: string[], { protocol, port }: Port): boolean {
    return open.some((range) => {
        const [, ofProtocol = "TCP", first, last = first] =
            /^(?:(\w+) )?(\d+)(?:-(\d+))?$/.exec(range) ?? [];
        return ofProtocol === protocol && port >= Number(first) && port <= Number(last);
    });
}

/** The first and the last port of every stretch that policies treat alike, for pods that may be called. */
export function edgePorts(policies: NetworkPolicy[], called: Pod[]): number[] {
    const starts = called.flatMap((to) => decisionChanges(policies, to));
    const edges = [...starts, ...starts.map((port) => port - 1), lastPort];
    return [...new Set(edges)].filter((port) => port >= 1).sort((a, b) => a - b);
}

/** From each of these ports to the next, all are treated alike: nothing names one of them. */
function decisionChanges(policies: NetworkPolicy[], to: Pod): number[] {
    const named = policies
        .flatMap(({ spec }) => [...(spec.ingress ?? []), ...(spec.egress ?? [])])
        .flatMap(({ ports = [] }) => ports)
        .flatMap(({ port, endPort = port }) => [Number(port), Number(endPort) + 1]);
    const declared = to.ports.flatMap(({ containerPort }) => [containerPort, containerPort + 1]);
    return [...new Set([1, ...named, ...declared])]
        .filter((port) => port >= 1 && port <= lastPort)
        .sort((a, b) => a - b);
}

/** The first and last port of each run of open stretches. */
function ranges(starts: number[], open: number[]): [first: number, last: number][] {
    const found: [first: number, last: number][] = [];
    for (const first of open) {
        const last = (starts[starts.indexOf(first) + 1] ?? lastPort + 1) - 1;
        const before = found.at(-1);
        if (before?.[1] === first - 1) {
            before[1] = last;
        } else {
            found.push([first, last]);
        }
    }
    return found;
}

function portName(protocol: string, [first, last]: [number, number]): string {
    const range = first === last ? `${first}` : `${first}-${last}`;
    return protocol === "TCP" ? range : `${protocol} ${range}`;
}
