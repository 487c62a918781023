import { defineRule } from "../../engine/rule";
import { isBroker } from "../../kubernetes/broker";
import { declaredReplicas } from "../../kubernetes/replicas";

export const brokerMinimum = defineRule({
    id: "replica-broker-minimum",
    description: "A RabbitMQ broker runs enough replicas to survive the loss of one.",
    severity: "critical",
    tags: ["reliability", "rabbitmq"],
    remediation: "Raise spec.replicas of the broker to the environment's minimum.",
    defaults: { min: 3 },
    schema: {
        min: { type: "integer", minimum: 1, description: "The fewest replicas of a broker." },
    },
    checkObject(object, { config, report }) {
        const replicas = isBroker(object) ? declaredReplicas(object) : undefined;
        if (replicas && replicas.count < config.min) {
            report(object, {
                at: replicas.path,
                is: replicas.text,
                requires: `at least ${config.min}`,
                fix: `Use ${config.min}`,
            });
        }
    },
});
