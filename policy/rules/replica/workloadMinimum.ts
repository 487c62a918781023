import { defineRule } from "../../engine/rule";
import { type Finding, subject } from "../../engine/violationMessage";
import { isBroker } from "../../kubernetes/broker";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { isReplicated } from "../../kubernetes/podKinds";
import { declaredReplicas, type Replicas } from "../../kubernetes/replicas";

/**
 * A count that is set is judged at once. One that is not set means 1, unless an autoscaler looks
 * after it, and 0 is right where a Rollout runs the pods: only the whole stack tells.
 */
export const workloadMinimum = defineRule({
    id: "replica-workload-minimum",
    description: "A Deployment runs enough replicas to survive the loss of one.",
    severity: "high",
    tags: ["reliability"],
    remediation: "Raise spec.replicas of the Deployment, or give it an autoscaler.",
    defaults: { min: 2 },
    schema: {
        min: {
            type: "integer",
            minimum: 1,
            description: "The fewest replicas of a Deployment, or of what is like one.",
        },
    },
    readsInputs: true,
    checkObject(object, { config, report }) {
        const replicas = ownReplicas(object);
        if (replicas?.isSet && replicas.count > 0 && replicas.count < config.min) {
            report(object, tooFew(replicas, config.min));
        }
    },
    checkStack(stack, { config, report, each }) {
        each(stack.objects, (object) => {
            const replicas = ownReplicas(stack.inputsOf(object) ?? object);
            if (!replicas) {
                return;
            }
            const own = stack.scalersOf(object);
            each(own.found, (autoscaler) => {
                if (isKind(autoscaler.object, hpa) && autoscaler.min < config.min) {
                    report(autoscaler.object, {
                        at: autoscaler.minPath,
                        is: `${autoscaler.min}`,
                        requires: `at least ${config.min}, as ${subject(object)} has to run`,
                        fix: `Use ${config.min}`,
                    });
                }
            });
            const isJudged = replicas.isSet ? replicas.count > 0 : own.found.length > 0;
            if (isJudged || replicas.count >= config.min || stack.isReplaced(object)) {
                return;
            }
            if (own.unknown && !replicas.isSet) {
                throw own.unknown;
            }
            report(object, tooFew(replicas, config.min));
        });
    },
});

const hpa = "autoscaling/HorizontalPodAutoscaler";

/** What has no names of its own can lose a pod to nobody's notice: a StatefulSet's pods are not alike. */
function ownReplicas(object: KubernetesObject): Replicas | undefined {
    const isInterchangeable = isReplicated(object) && object.kind !== "StatefulSet";
    return isInterchangeable && !isBroker(object) ? declaredReplicas(object) : undefined;
}

function tooFew(replicas: Replicas, min: number): Finding {
    return {
        at: "spec.replicas",
        is: replicas.text,
        requires: `at least ${min}`,
        fix: `Use ${min}`,
    };
}
