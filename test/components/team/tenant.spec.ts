import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess, RabbitMqTopologyArgs } from "../../../components/index";
import { QueueConsumer, RabbitMqTopology } from "../../../components/index";
import { runFailing, runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { definitionsOf } from "../definitions";
import { types } from "../shop";
import { access } from "./billing";

/** What the stack of the platform exports for a tenant. */
const given: BrokerAccess = {
    ...access,
    namespace: "billing",
    administratorSecretName: "rabbitmq-billing-tenant-v1",
    tenant: {
        virtualHost: "billing",
        clients: {
            api: {
                secretName: "rabbitmq-billing-api-v1",
                publishesTo: ["invoices"],
                consumesFrom: [],
            },
            worker: {
                secretName: "rabbitmq-billing-worker-v2",
                publishesTo: [],
                consumesFrom: ["invoices"],
            },
        },
    },
};

const args: RabbitMqTopologyArgs = {
    broker: given,
    namespace: "billing",
    queues: { invoices: {} },
    policies: { small: { pattern: "^tmp", definition: { "max-length": 9 } } },
};

const program = (changes: Partial<RabbitMqTopologyArgs> = {}) => {
    return () => void new RabbitMqTopology("billing", { ...args, ...changes });
};

const later = (broker: BrokerAccess) => pulumi.output(Promise.resolve(broker));

describe("A tenant's topology", () => {
    it("makes all of it in the tenant's namespace, and no password", async () => {
        const recording = await runProgram(program());
        const children = recording.childrenOf("billing");
        assert.deepEqual(
            [...new Set(children.map(({ inputs }) => valueAt(inputs, "metadata", "namespace")))],
            ["billing"],
        );
        assert.deepEqual(
            children.map(({ type, name }) => `${type.split(":").pop()} ${name}`).sort(),
            [
                "ConfigMap billing-reconciler",
                "CronJob billing-topology",
                "Job billing-topology",
                "NetworkPolicy billing-topology",
                "Secret billing-topology",
                "ServiceAccount billing-topology",
            ],
        );
    });

    it("has Jobs that log in as the tenant, and know that they are no administrator's", async () => {
        const { inputs } = (await runProgram(program())).get(types.job, "billing-topology");
        const pod = ["spec", "template", "spec"];
        const env = valueAt(inputs, ...pod, "containers", 0, "env") as {
            name: string;
            value: string;
        }[];
        assert.equal(env.find(({ name }) => name === "TENANT")?.value, "billing");
        const volumes = valueAt(inputs, ...pod, "volumes") as {
            name: string;
            secret?: { secretName: string };
        }[];
        assert.equal(
            volumes.find(({ name }) => name === "administrator")?.secret?.secretName,
            "rabbitmq-billing-tenant-v1",
        );
    });

    it("declares the exchanges that the platform's clients publish through, and no user or limit", async () => {
        for (const broker of [given, later(given)]) {
            const recording = await runProgram(program({ broker }));
            const definitions = definitionsOf(
                recording.get(types.secret, "billing-topology").inputs,
            );
            assert.deepEqual(definitions.users, []);
            assert.equal(definitions.parameters, undefined);
            assert.deepEqual(
                definitions.exchanges.map(({ name }) => name),
                ["invoices"],
            );
            assert.ok(
                definitions.policies.some(({ name }) => name === "queue-workloads.policy.small"),
            );
        }
    });

    it("connects workloads by the Secrets that the platform has made", async () => {
        for (const broker of [given, later(given)]) {
            const recording = await runProgram(() => {
                const topology = new RabbitMqTopology("billing", { ...args, broker });
                new QueueConsumer("worker", {
                    connection: topology.connectionFor("worker"),
                    queue: "invoices",
                    image: "shop/worker:1.4.2",
                });
            });
            const { inputs } = recording.get(types.deployment, "worker");
            assert.match(JSON.stringify(inputs), /"rabbitmq-billing-worker-v2"/);
            const { connections } = recording.get(types.topology, "billing").outputs as {
                connections: { [client: string]: object };
            };
            assert.deepEqual(connections["api"], {
                secretName: "rabbitmq-billing-api-v1",
                namespace: "billing",
                broker: "rabbitmq",
                client: "api",
                publishesTo: ["invoices"],
                consumesFrom: [],
                queueExchanges: ["invoices"],
                consumerTimeouts: {},
            });
        }
    });

    it("is refused what is the platform's to give, whenever the access is known", async () => {
        const wrong = {
            clients: { mine: {} },
            maxQueues: 7,
            queues: { parcels: {} },
        };
        const lines = [
            'RabbitMqTopology "billing" has 4 problems:',
            '  clients is ["mine"]; allowed: nothing for a tenant. The stack of the broker says so, under tenants.billing: remove it.',
            "  maxQueues is 7; allowed: nothing for a tenant. The stack of the broker says so, under tenants.billing: remove it.",
            '  broker.tenant.clients.api.publishesTo is "invoices"; allowed: parcels. Declare it under queues or exchanges, or correct the name.',
            '  broker.tenant.clients.worker.consumesFrom is "invoices"; allowed: parcels, parcels.dead-letters. Declare it under queues, or correct the name.',
        ];
        for (const broker of [given, later(given)]) {
            const { error } = await runFailing(() => {
                const { connections } = new RabbitMqTopology("billing", {
                    ...args,
                    ...wrong,
                    broker,
                });
                return { connections };
            });
            assert.ok(error.message.includes(lines.join("\n")), error.message);
        }
    });

    it("is refused a virtual host that is not the tenant's", async () => {
        const { error } = await runFailing(program({ virtualHost: "shipping" }));
        assert.match(error.message, /virtualHost is "shipping"; allowed: billing\. It is the one/);
    });
});
