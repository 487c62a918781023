import assert from "node:assert/strict";

import { runFailing, runProgram } from "../harness";
import { identities } from "./identities";
import type { ShopChanges } from "./shop";
import { shop, types } from "./shop";

const registered = async (changes: ShopChanges) => identities(await runProgram(shop(changes)));

// A changed line destroys and recreates what users have, brokers and messages included. Never change
// one without an alias; adding a line is fine.
const frozen = [
    "queue-workloads:index:QueueConsumer$kubernetes:apps/v1:Deployment::orders-worker",
    "queue-workloads:index:QueueConsumer$kubernetes:core/v1:Service::orders-worker",
    "queue-workloads:index:QueueConsumer$kubernetes:core/v1:ServiceAccount::orders-worker",
    "queue-workloads:index:QueueConsumer$kubernetes:networking.k8s.io/v1:NetworkPolicy::orders-worker",
    "queue-workloads:index:QueueConsumer$kubernetes:policy/v1:PodDisruptionBudget::orders-worker",
    "queue-workloads:index:QueueConsumer::orders-worker",
    "queue-workloads:index:QueueProducer$kubernetes:apps/v1:Deployment::orders-api",
    "queue-workloads:index:QueueProducer$kubernetes:core/v1:Service::orders-api",
    "queue-workloads:index:QueueProducer$kubernetes:core/v1:ServiceAccount::orders-api",
    "queue-workloads:index:QueueProducer$kubernetes:networking.k8s.io/v1:NetworkPolicy::orders-api",
    "queue-workloads:index:QueueProducer$kubernetes:policy/v1:PodDisruptionBudget::orders-api",
    "queue-workloads:index:QueueProducer::orders-api",
    "queue-workloads:index:RabbitMqBroker$kubernetes:apps/v1:StatefulSet::rabbitmq",
    "queue-workloads:index:RabbitMqBroker$kubernetes:batch/v1:CronJob::rabbitmq-topology",
    "queue-workloads:index:RabbitMqBroker$kubernetes:batch/v1:Job::rabbitmq-topology",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:ConfigMap::rabbitmq-config",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:ConfigMap::rabbitmq-reconciler",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:ConfigMap::rabbitmq-size",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:PersistentVolumeClaimPatch::data-rabbitmq-0",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:PersistentVolumeClaimPatch::data-rabbitmq-1",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:PersistentVolumeClaimPatch::data-rabbitmq-2",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Secret::rabbitmq-administrator",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Secret::rabbitmq-definitions",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Secret::rabbitmq-erlang-cookie",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Secret::rabbitmq-orders-api-v1",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Secret::rabbitmq-orders-worker-v1",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Secret::rabbitmq-topology",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:SecretPatch::rabbitmq-definitions",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Service::rabbitmq",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:Service::rabbitmq-nodes",
    "queue-workloads:index:RabbitMqBroker$kubernetes:core/v1:ServiceAccount::rabbitmq",
    "queue-workloads:index:RabbitMqBroker$kubernetes:networking.k8s.io/v1:NetworkPolicy::rabbitmq",
    "queue-workloads:index:RabbitMqBroker$kubernetes:networking.k8s.io/v1:NetworkPolicy::rabbitmq-topology",
    "queue-workloads:index:RabbitMqBroker$kubernetes:policy/v1:PodDisruptionBudget::rabbitmq",
    "queue-workloads:index:RabbitMqBroker$random:index/randomBytes:RandomBytes::rabbitmq-administrator-v1-salt",
    "queue-workloads:index:RabbitMqBroker$random:index/randomBytes:RandomBytes::rabbitmq-orders-api-v1-salt",
    "queue-workloads:index:RabbitMqBroker$random:index/randomBytes:RandomBytes::rabbitmq-orders-worker-v1-salt",
    "queue-workloads:index:RabbitMqBroker$random:index/randomPassword:RandomPassword::rabbitmq-administrator-v1-password",
    "queue-workloads:index:RabbitMqBroker$random:index/randomPassword:RandomPassword::rabbitmq-erlang-cookie",
    "queue-workloads:index:RabbitMqBroker$random:index/randomPassword:RandomPassword::rabbitmq-orders-api-v1-password",
    "queue-workloads:index:RabbitMqBroker$random:index/randomPassword:RandomPassword::rabbitmq-orders-worker-v1-password",
    "queue-workloads:index:RabbitMqBroker::rabbitmq",
];

const without = (...parts: string[]) =>
    frozen.filter((identity) => !parts.some((part) => identity.includes(part)));

describe("The components' contract with states that exist", () => {
    const everything = { producer: { replicas: 2, http: {} }, consumer: { http: {} } };

    it("is this list of types and names", async () => {
        assert.deepEqual(await registered(everything), frozen);
    });

    it("has the same list in a preview", async () => {
        const recording = await runProgram(shop(everything), { preview: true });
        assert.deepEqual(identities(recording), frozen);
    });

    it("leaves out a disruption budget where there is one pod, which it would keep from moving", async () => {
        const single = { ...everything, broker: { replicas: 1 }, producer: { http: {} } };
        assert.deepEqual(
            await registered(single),
            without(
                "PodDisruptionBudget::rabbitmq",
                "PodDisruptionBudget::orders-api",
                "data-rabbitmq-1",
                "data-rabbitmq-2",
            ),
        );
    });

    it("leaves out a Service where nothing is served", async () => {
        const silent = { producer: { replicas: 2 } };
        assert.deepEqual(
            await registered(silent),
            without("Service::orders-api", "Service::orders-worker"),
        );
    });

    it("has a CronJob for a Deployment where there is a schedule", async () => {
        const schedule = { cron: "@hourly" };
        const scheduled = { consumer: { schedule, replicas: undefined }, producer: { schedule } };
        const cronJobs = [
            "queue-workloads:index:QueueConsumer$kubernetes:batch/v1:CronJob::orders-worker",
            "queue-workloads:index:QueueProducer$kubernetes:batch/v1:CronJob::orders-api",
        ];
        const kept = without("Deployment", "Service::orders", "PodDisruptionBudget::orders");
        assert.deepEqual(await registered(scheduled), [...kept, ...cronJobs].sort());
    });

    it("has KEDA's objects, and a user for it, where a consumer is scaled", async () => {
        const scaled = {
            ...everything,
            broker: { autoscaler: {} },
            consumer: {
                http: {},
                replicas: undefined,
                autoscaling: { maxReplicas: 5, messagesPerReplica: 100 },
            },
        };
        const added = [
            "QueueConsumer$kubernetes:keda.sh/v1alpha1:ScaledObject::orders-worker",
            "QueueConsumer$kubernetes:keda.sh/v1alpha1:TriggerAuthentication::orders-worker",
            "RabbitMqBroker$kubernetes:core/v1:Secret::rabbitmq-autoscaler",
            "RabbitMqBroker$random:index/randomBytes:RandomBytes::rabbitmq-autoscaler-v1-salt",
            "RabbitMqBroker$random:index/randomPassword:RandomPassword::rabbitmq-autoscaler-v1-password",
        ].map((identity) => `queue-workloads:index:${identity}`);
        assert.deepEqual(await registered(scaled), [...frozen, ...added].sort());
    });

    it("stores none of the components' arguments again, but where a broker's messages are", async () => {
        const { ofType } = await runProgram(shop());
        for (const type of [types.producer, types.consumer]) {
            assert.deepEqual(ofType(type)[0]?.inputs, {});
        }
        const place = { namespace: "shop", storageClassName: "" };
        assert.deepEqual(ofType(types.broker)[0]?.inputs, place);
    });

    it("has these outputs", async () => {
        const { get } = await runProgram(shop());
        assert.deepEqual(get(types.producer, "orders-api").outputs, {
            namespace: "shop",
            deploymentName: "orders-api",
        });
        assert.deepEqual(get(types.consumer, "orders-worker").outputs, {
            namespace: "shop",
            deploymentName: "orders-worker",
        });
        const connection = { namespace: "shop", broker: "rabbitmq" };
        assert.deepEqual(get(types.broker, "rabbitmq").outputs, {
            host: "rabbitmq.shop.svc",
            port: 5672,
            namespace: "shop",
            serviceName: "rabbitmq",
            statefulSetName: "rabbitmq",
            managementUrl: "http://rabbitmq.shop.svc:15672",
            metricsPort: 15692,
            administratorSecretName: "rabbitmq-administrator-auto",
            brokerAccess: {
                host: "rabbitmq.shop.svc",
                port: 5672,
                managementPort: 15672,
                namespace: "shop",
                administratorSecretName: "rabbitmq-administrator-auto",
                image: "docker.io/library/rabbitmq:4.3.6-management",
                broker: "rabbitmq",
            },
            connections: {
                "orders-api": {
                    ...connection,
                    secretName: "rabbitmq-orders-api-v1",
                    client: "orders-api",
                    publishesTo: ["orders"],
                    consumesFrom: [],
                    queueExchanges: ["orders"],
                    consumerTimeouts: {},
                },
                "orders-worker": {
                    ...connection,
                    secretName: "rabbitmq-orders-worker-v1",
                    client: "orders-worker",
                    publishesTo: [],
                    consumesFrom: ["orders"],
                    queueExchanges: [],
                    consumerTimeouts: {},
                },
            },
            tenants: {},
        });
    });
});

describe("Wrong arguments", () => {
    it("of a broker stop before anything but the component is registered", async () => {
        const failure = await runFailing(shop({ broker: { replicas: 2 } }));
        assert.deepEqual(identities(failure), ["queue-workloads:index:RabbitMqBroker::rabbitmq"]);
        assert.equal(
            failure.error.message,
            'RabbitMqBroker "rabbitmq" has 1 problem:\n' +
                "  replicas is 2; allowed: 1, 3, 5, 7. Use 3: a quorum needs an odd number of nodes.",
        );
    });

    const wrong: [component: string, changes: ShopChanges][] = [
        ["QueueProducer", { producer: { replicas: -1, queue: "order" } }],
        ["QueueConsumer", { consumer: { prefetch: 0, queue: "order" } }],
    ];
    for (const [component, changes] of wrong) {
        it(`of a ${component} are all in one error, and register nothing below it`, async () => {
            const { error, resources } = await runFailing(shop(changes));
            assert.match(error.message, new RegExp(`^${component} "orders-\\w+" has 2 problems:`));
            const type = `queue-workloads:index:${component}`;
            assert.deepEqual(
                resources.filter(({ parent }) => parent?.type === type),
                [],
            );
        });
    }
});
