import { capacityDefaults } from "../../components/workload/capacity";
import type { CapacityPlan } from "../../components/workload/capacityPlan";
import { soundPlan } from "../../components/workload/capacityProblems";
import type { ConsumerConfiguration } from "../settingsSchema";

/** A consumer of a stack with what it has to keep up with. */
export interface PlannedConsumer {
    name: string;
    queue: string;
    plan: CapacityPlan;
    /** The most pods that it runs. */
    pods: number;
    outageSeconds: number;
}

/** The consumers of a stack that say what they have to keep up with. */
export function plannedConsumers(consumers: {
    [name: string]: ConsumerConfiguration;
}): PlannedConsumer[] {
    return Object.entries(consumers).flatMap(([name, consumer]) => {
        const { queue, capacity, replicas, autoscaling } = consumer;
        const plan = soundPlan(capacityDefaults(capacity));
        if (plan === undefined || queue === undefined) {
            return [];
        }
        const pods = (autoscaling ? autoscaling.maxReplicas : replicas) ?? plan.pods;
        return [{ name, queue, plan, pods, outageSeconds: plan.backlog / plan.peakPerSecond }];
    });
}
