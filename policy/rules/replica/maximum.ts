import { defineRule } from "../../engine/rule";
import { autoscalerOf } from "../../kubernetes/autoscaling";
import { declaredReplicas } from "../../kubernetes/replicas";

export const maximum = defineRule({
    id: "replica-maximum",
    description: "Neither a workload nor its autoscaler asks for more replicas than is allowed.",
    severity: "medium",
    tags: ["capacity"],
    remediation: "Lower spec.replicas, or the autoscaler's maximum.",
    defaults: { max: 50 },
    schema: {
        max: { type: "integer", minimum: 1, description: "The most replicas of any workload." },
    },
    checkObject(object, { config, report }) {
        const autoscaler = autoscalerOf(object);
        const replicas = declaredReplicas(object);
        const count = autoscaler ? autoscaler.max : replicas?.count;
        if (count !== undefined && count > config.max) {
            report(object, {
                at: autoscaler?.maxPath ?? replicas?.path ?? "spec.replicas",
                is: `${count}`,
                requires: `at most ${config.max}`,
                fix: `Use ${config.max} or fewer`,
            });
        }
    },
});
