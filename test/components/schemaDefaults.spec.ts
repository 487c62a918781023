import assert from "node:assert/strict";

import type {
    AmqpConnection,
    QueueConsumerArgs,
    QueueProducerArgs,
    RabbitMqBrokerArgs,
    RabbitMqClusterArgs,
    RabbitMqTopologyArgs,
} from "../../components/index";
import {
    Framework,
    QueueConsumer,
    QueueProducer,
    QueueType,
    RabbitMqBroker,
    RabbitMqCluster,
    RabbitMqTopology,
    ServiceType,
} from "../../components/index";
import { runProgram } from "../harness";
import { defaultsOfSchema, withSchemaDefaults } from "./schemaDefaults";

const connection: AmqpConnection = { secretName: "orders", autoscaler: { secretName: "keda" } };
const workload = { connection, image: "shop/app:1.4.2" };
const uri = { name: "elsewhere", key: "uri" };
const passwordSecret = { name: "orders" };
const secretTls = { secretName: "rabbitmq-tls" };

const producers: { [what: string]: QueueProducerArgs } = {
    "a Deployment": { ...workload, queue: "orders", http: {}, service: {}, resources: {} },
    "a Deployment to an exchange": { ...workload, exchange: "events", replicas: 3 },
    "a CronJob": { ...workload, queue: "orders", schedule: { cron: "@hourly" } },
    "a Job": { ...workload, queue: "orders", runOnce: {} },
    "a Deployment with a framework": {
        ...workload,
        ...{
            queue: "orders",
            framework: Framework.SpringBoot,
            http: {},
        },
    },
};

const capacity = { arrivalsPerSecond: 10, secondsPerMessage: 0.1 };
const consumers: { [what: string]: QueueConsumerArgs } = {
    "a Deployment": { ...workload, queue: "orders", results: { queue: "results" }, pod: {} },
    "a CronJob": { ...workload, queues: ["orders", "more"], schedule: { cron: "@hourly" } },
    "a Job": { ...workload, queue: "orders", runOnce: {} },
    "an autoscaled Deployment": {
        ...workload,
        ...{ queue: "orders", autoscaling: { maxReplicas: 5, messagesPerReplica: 100 } },
    },
    "a Deployment with a plan": { ...workload, queue: "orders", capacity },
    "an autoscaled Deployment with a plan": {
        ...workload,
        ...{ queue: "orders", capacity, autoscaling: {} },
    },
};

const brokers: { [what: string]: RabbitMqBrokerArgs } = {
    "of nothing": {},
    "of three nodes with everything": {
        replicas: 3,
        resources: {},
        storage: {},
        monitoringNamespaces: ["monitoring"],
        monitoring: { alerts: {} },
        autoscaler: {},
        administrator: {},
        service: {},
        protocols: { mqtt: {}, stream: {} },
        tls: secretTls,
        queues: {
            orders: { delayedRetry: { minSeconds: 1 } },
            classic: { type: QueueType.Classic },
            stream: { type: QueueType.Stream },
            limited: { maxLength: 5 },
        },
        exchanges: { events: {} },
        policies: { short: { pattern: "^reports", definition: { "message-ttl": 60000 } } },
        virtualHosts: { reports: { queues: { daily: {} } } },
        clients: {
            api: { publishesTo: ["orders"], mqtt: {} },
            moved: { consumesFrom: ["orders"], passwordSecret },
        },
        tenants: {
            billing: {
                namespace: "billing",
                clients: { worker: {} },
                operatorPolicies: { ceiling: { definition: { "max-length": 9 } } },
            },
        },
        shovels: { old: { source: { uri, queue: "orders" }, destination: { queue: "orders" } } },
        federationUpstreams: { old: { uri } },
    },
    "to throw away": { storage: { ephemeral: true } },
    "that keeps nothing": { storage: { keepOnDelete: false } },
    "with an issuer": { tls: { issuer: { name: "ca" }, clientCertificates: {} } },
    "with a certificate of its own": { tls: { selfSigned: true } },
    "that the world may reach": {
        service: { type: ServiceType.LoadBalancer, sourceRanges: ["10.0.0.0/8"] },
    },
};

const clusters: { [what: string]: RabbitMqClusterArgs } = {
    "of nothing": {},
    "of three nodes": { replicas: 3, resources: {}, storage: {}, tls: secretTls },
};

const access = { host: "rabbitmq.example.com", namespace: "messaging" };
const topologies: { [what: string]: RabbitMqTopologyArgs } = {
    "on a broker of others": {
        broker: { ...access, administratorSecretName: "administrator" },
        queues: { invoices: {} },
        clients: { worker: { consumesFrom: ["invoices"] } },
    },
    "on one with TLS": {
        broker: { ...access, administratorSecretName: "administrator", tls: true },
    },
};

/** What the schema says that a generated SDK sends, whether its user says it or not. */
const sent = new Set<string>();

function behaveAlike<T extends object>(
    Component: new (name: string, args: T) => unknown,
    programs: { [what: string]: T },
): void {
    for (const [what, args] of Object.entries(programs)) {
        it(`change nothing of a ${Component.name}: ${what}`, async () => {
            const explicit = withSchemaDefaults(Component.name, args, sent);
            assert.notDeepEqual(explicit, args);
            const registered = async (given: T) => {
                const { resources } = await runProgram(() => void new Component("orders", given));
                return resources.sort((a, b) => (a.urn < b.urn ? -1 : 1));
            };
            assert.deepEqual(await registered(explicit), await registered(args));
        });
    }
}

describe("The defaults of the schema, which generated SDKs send", () => {
    behaveAlike(QueueProducer, producers);
    behaveAlike(QueueConsumer, consumers);
    behaveAlike(RabbitMqBroker, brokers);
    behaveAlike(RabbitMqCluster, clusters);
    behaveAlike(RabbitMqTopology, topologies);

    it("have all been sent by one of these programs", () => {
        assert.deepEqual([...sent].sort(), defaultsOfSchema().sort());
        assert.ok(sent.size > 70);
    });
});
