import type { RabbitMqBrokerArgs } from "../components/broker/arguments";
import { brokerDefaults } from "../components/broker/arguments";
import { brokerSizes, GiB } from "../components/broker/sizes";
import type { Problem } from "../components/problems";
import { problem } from "../components/problems";
import { defaultVirtualHost, virtualHostOf } from "../components/topology/defaults";
import { capacityDefaults } from "../components/workload/capacity";
import type { CapacityPlan } from "../components/workload/capacityPlan";
import { soundPlan } from "../components/workload/capacityProblems";
import { count } from "../components/workload/capacityText";
import type { ConsumerConfiguration } from "./settingsSchema";

/** Whether the broker holds what waits at the end of the outage that its consumers are planned for. */
export function outageProblems(
    name: string,
    broker: RabbitMqBrokerArgs,
    consumers: { [name: string]: ConsumerConfiguration },
): Problem[] {
    const plans = largestPlans(Object.values(consumers));
    if (plans.size === 0) {
        return [];
    }
    return [
        ...nodeProblems(
            brokerDefaults(name, broker),
            [...plans.values()].map(({ plan }) => plan),
        ),
        ...[...plans.values()].flatMap((planned) => queueProblems(planned, broker)),
    ];
}

interface PlannedQueue {
    virtualHost: string;
    queue: string;
    plan: CapacityPlan;
}

/** All consumers of a queue see the same backlog. */
function largestPlans(consumers: ConsumerConfiguration[]): Map<string, PlannedQueue> {
    const plans = new Map<string, PlannedQueue>();
    for (const { virtualHost = defaultVirtualHost, queue, capacity } of consumers) {
        const plan = soundPlan(capacityDefaults(capacity));
        const key = JSON.stringify([virtualHost, queue]);
        if (queue !== undefined && plan && plan.backlog >= (plans.get(key)?.plan.backlog ?? 0)) {
            plans.set(key, { virtualHost, queue, plan });
        }
    }
    return plans;
}

function nodeProblems(
    { sizeGiB, memoryMiB }: { sizeGiB: number; memoryMiB: number },
    plans: CapacityPlan[],
): Problem[] {
    const sizes = brokerSizes(memoryMiB);
    const total = (of: "backlog" | "volumeBytes" | "memoryBytes") =>
        plans.reduce((sum, plan) => sum + plan[of], 0);
    const volume = total("volumeBytes") + sizes.diskFreeLimitBytes + 2 * sizes.walBytes;
    const memory = total("memoryBytes") + sizes.walBytes;
    const leastGiB = Math.ceil(volume / GiB);
    const leastMiB = Math.ceil((memory * memoryMiB) / sizes.memoryWatermarkBytes);
    const fix = `${count(total("backlog"))} messages wait at the end of the outages of all capacity, and publishers are blocked before: raise it.`;
    return [
        ...(volume > sizeGiB * GiB
            ? [problem("storage.sizeGiB", sizeGiB, `at least ${leastGiB}`, fix)]
            : []),
        ...(memory > sizes.memoryWatermarkBytes
            ? [problem("resources.memoryMiB", memoryMiB, `at least ${leastMiB}`, fix)]
            : []),
    ];
}

function queueProblems(
    { virtualHost, queue: name, plan }: PlannedQueue,
    broker: RabbitMqBrokerArgs,
): Problem[] {
    const queue = virtualHostOf(broker, virtualHost).queues?.[name] ?? {};
    const at = virtualHost === defaultVirtualHost ? "" : `virtualHosts.${virtualHost}.`;
    const limits = { maxLength: plan.backlog, maxLengthBytes: plan.volumeBytes };
    return (Object.keys(limits) as (keyof typeof limits)[])
        .filter((limit) => (queue[limit] ?? Infinity) < limits[limit])
        .map((limit) => {
            const fix = `${count(plan.backlog)} messages wait at the end of the outage of capacity: raise it.`;
            return problem(
                `${at}queues.${name}.${limit}`,
                queue[limit],
                `at least ${limits[limit]}`,
                fix,
            );
        });
}
