import type { RabbitMqBrokerArgs } from "../components/broker/arguments";
import { brokerDefaults } from "../components/broker/arguments";
import { brokerSizes, GiB } from "../components/broker/sizes";
import type { Problem } from "../components/problems";
import { problem } from "../components/problems";
import type { Queue } from "../components/topology/arguments";
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
        const plan = soundPlan(capacity);
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
    const waiting = `${count(total("backlog"))} messages wait at the end of the outages of all capacity`;
    const volume = total("volumeBytes") + sizes.diskFreeLimitBytes + 2 * sizes.walBytes;
    const memory = total("memoryBytes") + sizes.walBytes;
    const problems: Problem[] = [];
    if (volume > sizeGiB * GiB && plans.length > 0) {
        const least = Math.ceil(volume / GiB);
        const fix = `${waiting}, and publishers are blocked before: raise it.`;
        problems.push(problem("storage.sizeGiB", sizeGiB, `at least ${least}`, fix));
    }
    if (memory > sizes.memoryWatermarkBytes && plans.length > 0) {
        const least = Math.ceil((memory * memoryMiB) / sizes.memoryWatermarkBytes);
        const fix = `${waiting}, and publishers are blocked before: raise it.`;
        problems.push(problem("resources.memoryMiB", memoryMiB, `at least ${least}`, fix));
    }
    return problems;
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
