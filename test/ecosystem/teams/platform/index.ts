import { Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { RabbitMqBroker } from "../../../../components/index";

const config = new pulumi.Config("queue-workloads");
const [platform, tenant] = [config.require("namespace"), config.require("tenant")].map(
    (name) => new Namespace(name, { metadata: { name } }).metadata.name,
);
const credentialVersion = config.requireNumber("credentialVersion");

const broker = new RabbitMqBroker("rabbitmq", {
    namespace: platform,
    replicas: 3,
    resources: { cpu: "50m", memoryMiB: 512 },
    storage: { sizeGiB: 2, keepOnDelete: false },
    administrator: { credentialVersion },
    additionalConfig: config.getObject<{ [key: string]: string }>("additionalConfig"),
    tenants: {
        [config.require("tenant")]: {
            namespace: tenant!,
            credentialVersion,
            clients: {
                api: { publishesTo: ["orders"], credentialVersion },
                worker: { consumesFrom: ["orders"], credentialVersion },
            },
            maxConnections: 20,
            maxQueues: 10,
        },
    },
});

export const brokerAccess = broker.brokerAccess;
export const tenants = broker.tenants;
