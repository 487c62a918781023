import { gzipSync } from "node:zlib";

import type { Problem } from "../problems";
import { problem } from "../problems";
import type { TopologySettings } from "./defaults";
import type { Definitions } from "./definitions";
import { renderDefinitions } from "./definitions";
import { virtualHostPath } from "./virtualHostPath";

/**
 * For each policy that comes, changes or goes, RabbitMQ compares all queues of the virtual host with all of its
 * policies: some seconds at this many pairs, and four times as many with twice the queues.
 */
export const mostPairs = 1_000_000;

/** Kubernetes takes 1,048,576 bytes of data in a Secret, of which users have some. */
const largestData = 900_000;

/** What Kubernetes could not keep, or RabbitMQ would take hours for. */
export function sizeProblems(topology: TopologySettings): Problem[] {
    const definitions = renderDefinitions("", topology, []);
    return [
        ...Object.entries(numbers(definitions)).flatMap(([virtualHost, { queues, policies }]) =>
            pairProblems(virtualHost, queues, policies),
        ),
        ...dataProblems(definitions),
    ];
}

/** How many queues and policies each virtual host has, those for dead letters included. */
export function numbers({
    vhosts,
    queues,
    policies,
}: Pick<Definitions, "vhosts" | "queues" | "policies">) {
    const inHost = (things: { vhost: string }[], host: string) =>
        things.filter(({ vhost }) => vhost === host).length;
    return Object.fromEntries(
        vhosts.map(({ name }) => [
            name,
            { queues: inHost(queues, name), policies: inHost(policies, name) },
        ]),
    );
}

function pairProblems(virtualHost: string, queues: number, policies: number): Problem[] {
    if (queues * policies <= mostPairs) {
        return [];
    }
    const allowed =
        `queues times policies of at most ${mostPairs}, which RabbitMQ compares for each change: ` +
        "500 queues with a dead letter queue each";
    const fix = "Declare some of them in another virtual host.";
    return [
        problem(
            `${virtualHostPath(virtualHost)}queues`,
            `${queues} queues with ${policies} policies`,
            allowed,
            fix,
        ),
    ];
}

function dataProblems(definitions: Definitions): Problem[] {
    const json = JSON.stringify(definitions);
    // Compression does not make it longer.
    const bytes = json.length <= largestData ? 0 : gzipSync(json).length;
    const allowed = `definitions of at most ${largestData} bytes when they are compressed`;
    const fix = "Declare some of them on a second broker.";
    return bytes <= largestData
        ? []
        : [problem("queues", `${definitions.queues.length} queues, ${bytes} bytes`, allowed, fix)];
}
