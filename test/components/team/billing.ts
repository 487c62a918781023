import type { BrokerAccess, RabbitMqTopologyArgs } from "../../../components/index";
import { RabbitMqTopology } from "../../../components/index";

/** What the stack of the platform exports. */
export const access: BrokerAccess = {
    host: "rabbitmq.platform.svc",
    port: 5672,
    managementPort: 15672,
    namespace: "platform",
    administratorSecretName: "rabbitmq-administrator-1a2b3c4d",
    image: "docker.io/library/rabbitmq:4.3.6-management",
    broker: "rabbitmq",
};

/** The team of the design. */
export const billing: RabbitMqTopologyArgs = {
    broker: access,
    namespace: "billing",
    queues: { invoices: {} },
    clients: {
        "billing-api": { publishesTo: ["invoices"] },
        "billing-worker": { consumesFrom: ["invoices"] },
    },
};

/** Its program. */
export function team(changes: Partial<RabbitMqTopologyArgs> = {}, name = "billing") {
    return () => void new RabbitMqTopology(name, { ...billing, ...changes });
}
