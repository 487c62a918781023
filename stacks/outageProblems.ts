import type { RabbitMqBrokerArgs } from "../components/broker/arguments";
import { brokerDefaults } from "../components/broker/arguments";
import { brokerSizes, GiB } from "../components/broker/sizes";
import type { Problem } from "../components/problems";
import { problem } from "../components/problems";
import type { Queue } from "../components/topology/arguments";
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
        ...nodeProblems(brokerDefaults(name, broker), [...plans.values()]),
        ...[...plans].flatMap(([queue, plan]) =>
            queueProblems(queue, plan, broker.queues?.[queue]),
        ),
    ];
}

/** All consumers of a queue see the same backlog. */
function largestPlans(consumers: ConsumerConfiguration[]): Map<string, CapacityPlan> {
    const plans = new Map<string, CapacityPlan>();
    for (const { queue, capacity } of consumers) {
        const plan = soundPlan(capacityDefaults(capacity));
        if (plan && plan.backlog >= (plans.get(queue)?.backlog ?? 0)) {
            plans.set(queue, plan);
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

function queueProblems(name: string, plan: CapacityPlan, queue: Queue = {}): Problem[] {
    const limits = { maxLength: plan.backlog, maxLengthBytes: plan.volumeBytes };
    return (Object.keys(limits) as (keyof typeof limits)[])
        .filter((limit) => (queue[limit] ?? Infinity) < limits[limit])
        .map((limit) => {
            const fix = `${count(plan.backlog)} messages wait at the end of the outage of capacity: raise it.`;
            return problem(
                `queues.${name}.${limit}`,
                queue[limit],
                `at least ${limits[limit]}`,
                fix,
            );
        });
}
