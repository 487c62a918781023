import { defineRule } from "../../engine/rule";
import { autoscalerOf } from "../../kubernetes/autoscaling";
import { isKind } from "../../kubernetes/object";

export const hpaRange = defineRule({
    id: "replica-hpa-range",
    description: "An autoscaler has room to scale, and never goes below the minimum of replicas.",
    severity: "medium",
    tags: ["reliability", "autoscaling"],
    remediation: "Raise the autoscaler's minimum, and keep it below its maximum.",
    defaults: { min: 2, scaledObjectMin: 0 },
    schema: {
        min: {
            type: "integer",
            minimum: 0,
            description: "The lowest minReplicas of a HorizontalPodAutoscaler.",
        },
        scaledObjectMin: {
            type: "integer",
            minimum: 0,
            description: "The lowest minReplicaCount of a ScaledObject, which may scale to zero.",
        },
    },
    checkObject(object, { config, report, attempt }) {
        const autoscaler = autoscalerOf(object);
        if (!autoscaler) {
            return;
        }
        const lowest = isKind(object, "keda.sh/ScaledObject") ? config.scaledObjectMin : config.min;
        attempt(() => {
            if (autoscaler.min < lowest) {
                report(object, {
                    at: autoscaler.minPath,
                    is: `${autoscaler.min}`,
                    requires: `at least ${lowest}`,
                    fix: `Use ${lowest}`,
                });
            }
        });
        attempt(() => {
            const { min, max } = autoscaler;
            if (max === undefined || min >= max) {
                report(object, {
                    at: autoscaler.maxPath,
                    is: `${max ?? "unset"}`,
                    requires: `more than ${autoscaler.minPath}, ${min}`,
                    fix: `Use ${Math.max(min, lowest) + 1} or more`,
                });
            }
        });
    },
});
