import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind } from "../../kubernetes/object";
import { type ScaledObject, scalesToZero } from "../../kubernetes/scaledObject";
import type { Trigger } from "../../kubernetes/shapes/autoscaling";

/** https://keda.sh/docs/latest/concepts/scaling-deployments/ and .../scalers/rabbitmq-queue/ */
export const scaleToZero = defineRule({
    id: "replica-scale-to-zero",
    description:
        "What KEDA scales to zero is started again, and not stopped while it works on messages.",
    severity: "high",
    tags: ["autoscaling", "reliability", "rabbitmq"],
    remediation:
        "Use a rabbitmq trigger with protocol http, which counts unacknowledged messages, or keep one replica.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        if (isKind(object, "keda.sh/ScaledObject")) {
            checkIdle(object, examination);
            examination.attempt(() => {
                if (scalesToZero(object)) {
                    checkTriggers(object, examination);
                }
            });
        }
    },
});

function checkIdle(object: ScaledObject, { report, attempt }: Examination<object>): void {
    attempt(() => {
        const { idleReplicaCount: idle, minReplicaCount: min = 0 } = object.props.spec ?? {};
        if (idle !== undefined && (idle !== 0 || min === 0)) {
            report(object, {
                at: "spec.idleReplicaCount",
                is: `${idle} with minReplicaCount ${min}`,
                requires: "0, below minReplicaCount",
                fix: "Remove it, or use 0 and a minReplicaCount from 1",
            });
        }
    });
}

function checkTriggers(object: ScaledObject, examination: Examination<object>): void {
    const { report, each, attempt } = examination;
    const triggers = object.props.spec?.triggers ?? [];
    attempt(() => {
        if (triggers.every(({ type }) => type === "cpu" || type === "memory")) {
            report(object, {
                says: "scales to zero by the load of its own pods, of which there are none then",
                fix: "Set spec.minReplicaCount: 1, or add a trigger that counts messages",
            });
        }
    });
    each(triggers, (trigger, index) => {
        const blind = trigger.type === "rabbitmq" ? blindness(trigger) : undefined;
        if (blind) {
            report(object, {
                at: `spec.triggers[${index}].metadata.${blind.key}`,
                is: blind.is,
                requires: "unacknowledged messages to count, so that no pod is stopped at its work",
                fix: `${blind.fix}, or set spec.minReplicaCount: 1`,
            });
        }
    });
}

/** What keeps a trigger from seeing the messages that pods are working on. */
function blindness({ metadata }: Trigger): { key: string; is: string; fix: string } | undefined {
    if (metadata?.["excludeUnacknowledged"] === "true") {
        return { key: "excludeUnacknowledged", is: "true", fix: "Remove it" };
    }
    const protocol = metadata?.["protocol"] ?? "auto";
    const isAmqp =
        protocol === "amqp" || (protocol === "auto" && /^amqps?:/.test(metadata?.["host"] ?? ""));
    return isAmqp
        ? { key: "protocol", is: `${protocol}, which asks over AMQP`, fix: "Use http" }
        : undefined;
}
