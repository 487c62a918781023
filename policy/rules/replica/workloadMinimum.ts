import { defineRule } from "../../engine/rule";
import type { Finding } from "../../engine/violationMessage";
import { isAutoscaled } from "../../kubernetes/autoscaling";
import { isBroker } from "../../kubernetes/broker";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { declaredReplicas, type Replicas } from "../../kubernetes/replicas";

/**
 * A count that is set is judged at once. One that is not set means 1, unless an autoscaler looks
 * after it: only the whole stack tells.
 */
export const workloadMinimum = defineRule({
    id: "replica-workload-minimum",
    description: "A Deployment runs enough replicas to survive the loss of one.",
    severity: "high",
    remediation: "Raise spec.replicas of the Deployment, or give it an autoscaler.",
    defaults: { min: 2 },
    schema: {
        min: { type: "integer", minimum: 1, description: "The fewest replicas of a Deployment." },
    },
    readsInputs: true,
    checkObject(object, { config, report }) {
        const replicas = ownReplicas(object);
        if (replicas?.isSet && replicas.count < config.min) {
            report(object, tooFew(replicas, config.min));
        }
    },
    checkStack(stack, { config, report, each }) {
        each(stack.ofKind("apps/Deployment"), (deployment) => {
            const declared = stack.inputsOf(deployment.urn) ?? deployment;
            const replicas = ownReplicas(declared);
            if (
                replicas?.isSet === false &&
                replicas.count < config.min &&
                !isAutoscaled(stack, deployment)
            ) {
                report(deployment, tooFew(replicas, config.min));
            }
        });
    },
});

function ownReplicas(object: KubernetesObject): Replicas | undefined {
    return isKind(object, "apps/Deployment") && !isBroker(object)
        ? declaredReplicas(object)
        : undefined;
}

function tooFew(replicas: Replicas, min: number): Finding {
    return {
        at: "spec.replicas",
        is: replicas.text,
        requires: `at least ${min}`,
        fix: `Use ${min}`,
    };
}
