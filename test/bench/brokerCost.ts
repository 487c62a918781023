import { kubectl } from "../e2e/kubernetes";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import type { Measurement } from "./measure";
import { seconds, secondsFor } from "./measure";

const name = "bench";

/** What people wait for in the life of a stack: a broker of so many nodes, a producer, three consumers. */
export async function brokerCost(replicas: number): Promise<Measurement[]> {
    const stack = new Stack(name);
    await stack.initialise();
    const measured: Measurement[] = [];
    const what = `${replicas} broker${replicas === 1 ? "" : "s"}`;
    const measure = async (did: string, work: () => Promise<unknown>) => {
        const value = seconds(await secondsFor(work));
        measured.push({ what: `${what}, 1 producer, 3 consumers: ${did}`, value });
    };
    try {
        await measure("`pulumi up` from nothing", () => up(stack, configuration(replicas, 1)));
        await measure("rotation of all credentials", () => up(stack, configuration(replicas, 2)));
        const brokers = { namespace: name, statefulSet: "rabbitmq" };
        await measure("rolling restart of the broker", () => rollingRestart(brokers));
    } finally {
        await measure("`pulumi destroy`", () => stack.destroy(configuration(replicas, 2)));
        stack.close();
    }
    return measured;
}

function configuration(replicas: number, credentialVersion: number): StackConfiguration {
    const local = smallStack("local");
    const rotation = { credentialVersion };
    return {
        ...local,
        namespace: name,
        broker: { ...local.broker, replicas, administrator: rotation },
        producers: { "orders-api": { ...local.producers["orders-api"], ...rotation } },
        consumers: { "orders-worker": { ...local.consumers["orders-worker"], ...rotation } },
    };
}

export async function up(stack: Stack, configured: StackConfiguration): Promise<void> {
    const { exitCode, all } = await stack.up(configured);
    if (exitCode !== 0) {
        throw new Error(`pulumi up failed:\n${all}`);
    }
}

export async function rollingRestart(of: {
    namespace: string;
    statefulSet: string;
}): Promise<void> {
    const named = ["-n", of.namespace, `statefulset/${of.statefulSet}`];
    await kubectl("rollout", "restart", ...named);
    await kubectl("rollout", "status", ...named);
}
