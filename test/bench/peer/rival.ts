import { kubectl } from "../../e2e/kubernetes";
import { rollingRestart } from "../brokerCost";
import { secondsFor, since } from "../measure";

/** What is measured of each, in seconds. */
export const steps = [
    "from nothing to 3 ready brokers",
    "to 3 ready brokers, a queue, 2 users, a producer and 3 consumers that are ready",
    "one more queue",
    "a rolling restart of the brokers",
] as const;

/** One of two ways to the same brokers and workloads. */
export interface Rival {
    namespace: string;
    statefulSet: string;
    deployments: string[];
    /** Starts from nothing, and returns when its tool says that all is there. */
    create(): Promise<void>;
    addQueue(): Promise<void>;
    remove(): Promise<void>;
}

/** The seconds of each step. */
export async function life(rival: Rival): Promise<number[]> {
    try {
        const started = performance.now();
        const [brokers] = await Promise.all([
            brokersReady(rival).then(() => since(started)),
            rival.create(),
        ]);
        await workloadsReady(rival);
        const everything = since(started);
        const queue = await secondsFor(() => rival.addQueue());
        return [brokers, everything, queue, await secondsFor(() => rollingRestart(rival))];
    } finally {
        await rival.remove();
    }
}

async function brokersReady({ namespace, statefulSet }: Rival): Promise<void> {
    const named = ["-n", namespace, `statefulset/${statefulSet}`, "--timeout=600s"];
    await kubectl("wait", "--for=create", ...named);
    await kubectl("wait", "--for=jsonpath={.status.readyReplicas}=3", ...named);
}

async function workloadsReady({ namespace, deployments }: Rival): Promise<void> {
    for (const deployment of deployments) {
        await kubectl("rollout", "status", "-n", namespace, `deployment/${deployment}`);
    }
}
