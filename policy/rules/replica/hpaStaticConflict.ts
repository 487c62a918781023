import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { subject } from "../../engine/violationMessage";
import { type Autoscaler, isTarget } from "../../kubernetes/autoscaling";
import { isBroker } from "../../kubernetes/broker";
import { type KubernetesObject, namespaceOf } from "../../kubernetes/object";
import { isReplicated } from "../../kubernetes/podKinds";
import { declaredReplicas } from "../../kubernetes/replicas";
import type { Stack } from "../../kubernetes/stack";
import { someKnown } from "../../kubernetes/unknownValue";

export const hpaStaticConflict = defineRule({
    id: "replica-hpa-static-conflict",
    description:
        "An autoscaler has a target of its own that sets no replicas and is not a RabbitMQ broker.",
    severity: "medium",
    tags: ["autoscaling", "correctness"],
    remediation: "Leave spec.replicas out of a target, and give it one autoscaler.",
    defaults: {},
    schema: {},
    readsInputs: true,
    checkStack(stack, examination) {
        const { each, attempt } = examination;
        each(stack.autoscalers, (autoscaler) => {
            attempt(() => checkTargetExists(autoscaler, stack, examination));
            const targets = examination.matching(stack.possibleTargets(autoscaler), (object) =>
                isTarget(autoscaler, object),
            );
            each(targets, (target) => checkTarget(autoscaler, target, stack, examination));
        });
        each(stack.objects, (object) => checkUnique(object, stack, examination));
    },
});

const scalable = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout"];

/** A target can belong to another stack, so it is missed only where this one runs workloads. */
function checkTargetExists(
    autoscaler: Autoscaler,
    stack: Stack,
    { report }: Examination<object>,
): void {
    const { kind, name } = autoscaler.target;
    const beside = ({ object }: { object: KubernetesObject }) =>
        namespaceOf(object) === namespaceOf(autoscaler.object);
    if (
        scalable.includes(kind) &&
        someKnown(stack.workloadsBeside(autoscaler.object), beside) &&
        !someKnown(stack.possibleTargets(autoscaler), (object) => isTarget(autoscaler, object))
    ) {
        report(autoscaler.object, {
            at: "spec.scaleTargetRef",
            is: `${kind} "${name}"`,
            requires: "a workload in the namespace",
            fix: "Use the kind and the name of the workload to scale",
        });
    }
}

function checkTarget(
    autoscaler: Autoscaler,
    target: KubernetesObject,
    stack: Stack,
    { report, attempt }: Examination<object>,
): void {
    attempt(() => {
        if (isBroker(target)) {
            report(autoscaler.object, {
                says: `scales the RabbitMQ broker ${target.kind} "${target.name}", which loses nodes that hold queues`,
                fix: "Remove the autoscaler and set spec.replicas",
            });
        }
    });
    attempt(() => {
        // What the cluster answers always holds a count. Only the program's inputs say who set it.
        const replicas = declaredReplicas(stack.inputsOf(target) ?? target);
        if (isReplicated(target) && replicas?.isSet) {
            report(target, {
                says: `spec.replicas is ${replicas.text}, although ${subject(autoscaler.object)} sets it`,
                fix: "Remove spec.replicas",
            });
        }
    });
}

function checkUnique(
    object: KubernetesObject,
    stack: Stack,
    examination: Examination<object>,
): void {
    const { found, unknown } = stack.scalersOf(object);
    const [first, ...others] = found;
    for (const other of others) {
        examination.report(other.object, {
            says: `scales ${object.kind} "${object.name}", as ${first ? subject(first.object) : ""} does`,
            fix: "Remove one of them",
        });
    }
    if (unknown) {
        throw unknown;
    }
}
