import { defineRule } from "../../engine/rule";
import { isBroker } from "../../kubernetes/broker";
import { declaredReplicas } from "../../kubernetes/replicas";

export const brokerOdd = defineRule({
    id: "replica-broker-odd",
    description:
        "A RabbitMQ broker runs an odd number of replicas, because quorum queues need a majority.",
    severity: "high",
    tags: ["reliability", "rabbitmq"],
    remediation: "Set spec.replicas of the broker to an odd number, such as 3.",
    defaults: { allowed: [1, 3, 5, 7] },
    schema: {
        allowed: {
            type: "array",
            description: "The numbers of replicas that a broker may have.",
            items: { type: "integer", minimum: 1 },
            minItems: 1,
        },
    },
    checkObject(object, { config, report }) {
        const replicas = isBroker(object) ? declaredReplicas(object) : undefined;
        if (replicas && !config.allowed.includes(replicas.count)) {
            const ascending = [...config.allowed].sort((a, b) => a - b);
            const next = ascending.find((count) => count > replicas.count) ?? ascending.at(-1);
            report(object, {
                at: replicas.path,
                is: replicas.text,
                requires: `an odd count (${ascending.join(", ")})`,
                fix: `Use ${next}`,
            });
        }
    },
});
