import type { Problem } from "../problems";
import { problem } from "../problems";
import type { TopologySettings } from "./defaults";
import { exchangeTypes, queueTypes } from "./recordedTypes";

/**
 * The types of queues and exchanges are kept in annotations of the broker's Service, and Kubernetes takes
 * 262,144 bytes of them for one object. The rest is for the versions of the clients.
 */
const longestRecord = 240_000;

export function sizeProblems(topology: TopologySettings): Problem[] {
    const bytes = [queueTypes(topology), exchangeTypes(topology)]
        .map((types) => Buffer.byteLength(JSON.stringify(types)))
        .reduce((sum, length) => sum + length);
    if (bytes <= longestRecord) {
        return [];
    }
    const queues = Object.values(topology.virtualHosts).flatMap((host) => Object.keys(host.queues));
    const allowed = `at most ${longestRecord} bytes for all names of queues and exchanges with their types`;
    const fix = "Declare some of them on a second broker.";
    return [problem("queues", `${queues.length} queues, ${bytes} bytes`, allowed, fix)];
}
