import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { project } from "../harness";
import type { Values } from "./smallestConfiguration";
import { read, smallest } from "./smallestConfiguration";

/** What is reported about the smallest configuration with some of its keys set to something else. */
function reported(changes: Values): string[] {
    try {
        read({ ...smallest, ...changes });
        return [];
    } catch (error) {
        assert.ok(pulumi.InputPropertiesError.isInstance(error), String(error));
        return error.errors.map(({ propertyPath, reason }) => `${propertyPath} ${reason}`);
    }
}

describe("readSettings, on a mistake", () => {
    const producer = { queue: "orders", image: "a:1" };
    const consumer = { queue: "orders", image: "a:1" };
    const whole = (low: number, high: number) => `a whole number from ${low} to ${high}`;
    const cases: [what: string, changes: Values, lines: string[]][] = [
        [
            "names a key that is missing",
            { kubeContext: undefined },
            ["queue-workloads:kubeContext is missing. Set it."],
        ],
        [
            "refuses an empty context, which would mean the current one",
            { kubeContext: "" },
            [
                'queue-workloads:kubeContext is ""; Too small: expected string to have >=1 characters. Correct it.',
            ],
        ],
        [
            "lists the known keys when one is unknown",
            { broker: { replica: 3 } },
            [
                "queue-workloads:broker.replica is not a known key; allowed: additionalConfig, additionalPlugins, administrator, advancedConfig, ambientMesh, autoscaler, clientNamespaces, " +
                    "clusterDomain, drainTimeoutSeconds, environment, federationUpstreams, image, ipFamily, jobPod, monitoring, monitoringNamespaces, pod, protocols, replicas, requireSeparateNodes, resources, service, shovels, storage, tls. Correct or remove it.",
            ],
        ],
        [
            "lists the known keys of what is under a name",
            { queues: { orders: { deliveryLimits: 3 } } },
            [
                "queue-workloads:queues.orders.deliveryLimits is not a known key; allowed: consumerTimeoutSeconds, " +
                    "deadLetterAtLeastOnce, deadLetterExchange, deadLetterLimits, deadLetterQueue, deadLetterRoutingKey, delayedRetry, " +
                    "deliveryLimit, expiresSeconds, initialGroupSize, maxAgeSeconds, maxLength, maxLengthBytes, maxPriority, messageTtlSeconds, overflow, " +
                    "partitions, singleActiveConsumer, type. " +
                    "Correct or remove it.",
            ],
        ],
        [
            "reports an unknown key of the stack itself",
            { queue: {} },
            [
                "queue-workloads:queue is not a known key; allowed: bindings, broker, clients, consumers, createNamespace, " +
                    "deleteUnused, exchanges, kubeContext, kubeconfig, namespace, policies, producers, queues, tenants, virtualHosts. Correct or remove it.",
            ],
        ],
        [
            "says which type is expected",
            { broker: { replicas: "3" } },
            [
                'queue-workloads:broker.replicas is "3"; expected number, received string. Correct it.',
            ],
        ],
        [
            "says which values are allowed",
            { queues: { orders: { type: "mirrored" } } },
            [
                'queue-workloads:queues.orders.type is "mirrored"; expected one of "quorum"|"classic"|"stream". Correct it.',
            ],
        ],
        [
            "names a workload without an image",
            { producers: { "orders-api": { queue: "orders" } } },
            ["queue-workloads:producers.orders-api.image is missing. Set it."],
        ],
        [
            "refuses two brokers",
            { broker: { replicas: 2 } },
            [
                "queue-workloads:broker.replicas is 2; allowed: 1, 3, 5, 7. Use 3: a quorum needs an odd number of nodes.",
            ],
        ],
        [
            "refuses a volume that is too small for the disk limit",
            { broker: { resources: { memoryMiB: 4096 }, storage: { sizeGiB: 2 } } },
            [
                `queue-workloads:broker.storage.sizeGiB is 2; allowed: ${whole(5, 65_536)}. ` +
                    "With 4096 MiB of memory, a smaller one blocks publishers by the disk alarm from the start.",
            ],
        ],
        [
            "refuses a volume that is too small for the outage that a consumer plans for",
            {
                broker: { storage: { sizeGiB: 2 } },
                consumers: {
                    "orders-worker": {
                        ...consumer,
                        capacity: { arrivalsPerSecond: 9000, secondsPerMessage: 0.001 },
                    },
                },
            },
            [
                "queue-workloads:broker.storage.sizeGiB is 2; allowed: at least 7. " +
                    "5,400,000 messages wait at the end of the outages of all capacity, and publishers are blocked before: raise it.",
            ],
        ],
        [
            "names the producer whose queue nobody declares",
            { producers: { "orders-api": { ...producer, queue: "order" } } },
            [
                'queue-workloads:producers.orders-api.queue is "order"; allowed: orders. ' +
                    "Declare it under queues or exchanges, or correct the name.",
            ],
        ],
        [
            "names the producer whose exchange nobody declares",
            { producers: { "orders-api": { exchange: "event", image: "a:1" } } },
            [
                'queue-workloads:producers.orders-api.exchange is "event"; allowed: orders. ' +
                    "Declare it under queues or exchanges, or correct the name.",
            ],
        ],
        [
            "names the consumer whose queue nobody declares",
            { consumers: { "orders-worker": { ...consumer, queue: "order" } } },
            [
                'queue-workloads:consumers.orders-worker.queue is "order"; allowed: orders, orders.dead-letters. ' +
                    "Declare it under queues, or correct the name.",
            ],
        ],
        [
            "wants either a queue or an exchange of a producer",
            { producers: { "orders-api": { image: "a:1" } } },
            [
                "queue-workloads:producers.orders-api.queue is {}; allowed: either queue or exchange. Give exactly one.",
            ],
        ],
        [
            "names the workload whose number is beyond a limit",
            {
                producers: { "orders-api": { ...producer, confirmTimeoutSeconds: 0 } },
                consumers: { "orders-worker": { ...consumer, prefetch: 5000 } },
            },
            [
                `queue-workloads:producers.orders-api.confirmTimeoutSeconds is 0; allowed: ${whole(1, 3600)}. Correct it.`,
                `queue-workloads:consumers.orders-worker.prefetch is 5000; allowed: ${whole(1, 2000)}. Correct it.`,
            ],
        ],
        [
            "names the workload whose schedule is wrong",
            {
                producers: { "orders-api": { ...producer, schedule: { cron: "60 * * * *" } } },
                consumers: {
                    "orders-worker": { ...consumer, replicas: 2, schedule: { cron: "@daily" } },
                },
            },
            [
                'queue-workloads:producers.orders-api.schedule.cron is "60 * * * *"; allowed: in the minute "*" and 0 to 59, ' +
                    'with "-" and "/". Correct "60".',
                "queue-workloads:consumers.orders-worker.replicas is 2; allowed: nothing with schedule. " +
                    "A run is one pod: remove replicas.",
            ],
        ],
        [
            "lists what a schedule can say",
            { producers: { "orders-api": { ...producer, schedule: { when: "@daily" } } } },
            [
                "queue-workloads:producers.orders-api.schedule.cron is missing. Set it.",
                "queue-workloads:producers.orders-api.schedule.when is not a known key; allowed: activeDeadlineSeconds, " +
                    "backoffLimit, concurrencyPolicy, cron, failedJobsHistoryLimit, startingDeadlineSeconds, successfulJobsHistoryLimit, suspend, timeZone. Correct or remove it.",
            ],
        ],
        [
            "names the consumer whose autoscaling is wrong",
            {
                queues: { orders: {}, log: { type: "stream" } },
                consumers: {
                    "orders-worker": {
                        ...consumer,
                        replicas: 2,
                        autoscaling: { minReplicas: 6, maxReplicas: 5, messagesPerReplica: 100 },
                    },
                    "log-worker": {
                        ...consumer,
                        queue: "log",
                        autoscaling: { maxReplicas: 5, messagesPerReplica: 100 },
                    },
                },
            },
            [
                `queue-workloads:consumers.orders-worker.autoscaling.maxReplicas is 5; allowed: ${whole(6, 1000)}. ` +
                    "minReplicas is 6: raise maxReplicas.",
                "queue-workloads:consumers.orders-worker.replicas is 2; allowed: nothing with autoscaling. " +
                    "The autoscaler sets it: remove replicas.",
                'queue-workloads:consumers.log-worker.autoscaling is {"maxReplicas":5,"messagesPerReplica":100}; ' +
                    "allowed: nothing for a stream. It keeps what was read, so its length says nothing: remove autoscaling.",
            ],
        ],
        [
            "names the broker's autoscaler that has no proper namespace or rotation",
            { broker: { autoscaler: { namespace: "KEDA", credentialVersion: 0 } } },
            [
                'queue-workloads:broker.autoscaler.namespace is "KEDA"; allowed: namespaces: at most 63 lower-case letters, ' +
                    'digits and "-", not at either end. Correct the name, or remove it.',
                `queue-workloads:broker.autoscaler.credentialVersion is 0; allowed: ${whole(1, 1_000_000)}. Correct it.`,
            ],
        ],
        [
            "refuses to scale a producer",
            { producers: { "orders-api": { ...producer, autoscaling: {} } } },
            [
                "queue-workloads:producers.orders-api.autoscaling is not a known key; allowed: " +
                    "ambientMesh, certificateSecretName, confirmTimeoutSeconds, consumesFrom, credentialVersion, declares, env, exchange, framework, http, image, mqtt, passwordSecret, pod, publishesTo, queue, " +
                    "receivesReplies, replicas, repliesTo, resources, revokePrevious, rolloutTimeoutSeconds, routingKey, runAsUser, runOnce, schedule, secretEnv, service, virtualHost. Correct or remove it.",
            ],
        ],
        [
            "names the workload whose rotation is wrong",
            { consumers: { "orders-worker": { ...consumer, credentialVersion: 0 } } },
            [
                `queue-workloads:consumers.orders-worker.credentialVersion is 0; allowed: ${whole(1, 1_000_000)}. Correct it.`,
            ],
        ],
        [
            "reports a workload's bad name once",
            { producers: { Orders: producer } },
            [
                'queue-workloads:producers.Orders is "Orders"; allowed: at most 40 lower-case letters, digits and "-", ' +
                    "starting with a letter. It becomes a Service name: rename it.",
            ],
        ],
        [
            "refuses a variable that the component sets",
            { consumers: { "orders-worker": { ...consumer, env: { QUEUE: "x" } } } },
            [
                'queue-workloads:consumers.orders-worker.env.QUEUE is "QUEUE"; allowed: any name but AMQP_URL, QUEUE, QUEUES, ' +
                    "EXCHANGE, ROUTING_KEY, RESULT_QUEUE, RESULT_EXCHANGE, RESULT_ROUTING_KEY, PREFETCH, POD_NAME, TERMINATION_GRACE_PERIOD_SECONDS. The component sets it: leave it out.",
            ],
        ],
        [
            "refuses two clients of one name",
            {
                clients: { "orders-api": {} },
                consumers: { "orders-api": consumer },
            },
            ["producers", "consumers"].map(
                (kind) =>
                    `queue-workloads:${kind}.orders-api has the name of another client; ` +
                    "allowed: a name of its own. Rename one of them.",
            ),
        ],
        [
            "refuses a workload with a name that the broker's objects have",
            {
                producers: { rabbitmq: producer, "rabbitmq-topology": producer },
                consumers: { "rabbitmq-nodes": consumer },
            },
            ["producers.rabbitmq", "producers.rabbitmq-topology", "consumers.rabbitmq-nodes"].map(
                (path) =>
                    `queue-workloads:${path} has the name of the broker; ` +
                    "allowed: a name of its own. Rename one of them.",
            ),
        ],
        [
            "names a virtual host's binding",
            { virtualHosts: { eu: { bindings: { all: { exchange: "x", queue: "y" } } } } },
            [
                'queue-workloads:virtualHosts.eu.bindings.all.exchange is "x"; allowed: nothing, because none is declared. ' +
                    "Declare it under exchanges, or correct the name.",
                'queue-workloads:virtualHosts.eu.bindings.all.queue is "y"; allowed: nothing, because none is declared. ' +
                    "Declare it under queues, or correct the name.",
            ],
        ],
        [
            "finds each name of a workload where its entry has it, in its own virtual host",
            {
                virtualHosts: { eu: { queues: { refunds: {} } } },
                consumers: {
                    "refunds-worker": {
                        ...{ image: "a:1", virtualHost: "eu", queues: ["refunds", "orders"] },
                        results: { queue: "invoices" },
                        publishesTo: ["orders"],
                        repliesTo: ["orders-api"],
                    },
                },
            },
            [
                'consumers.refunds-worker.results.queue is "invoices"; allowed: refunds. Declare it under queues or exchanges, or correct the name.',
                'consumers.refunds-worker.publishesTo is "orders"; allowed: refunds. Declare it under queues or exchanges, or correct the name.',
                'consumers.refunds-worker.queues is "orders"; allowed: refunds, refunds.dead-letters. Declare it under queues, or correct the name.',
                'consumers.refunds-worker.repliesTo is "orders-api"; allowed: nothing, because no client of this virtual host has receivesReplies. ' +
                    "Set receivesReplies of that client, or correct the name.",
            ].map((line) => `queue-workloads:${line}`),
        ],
        [
            "names a client's virtual host",
            { clients: { reports: { virtualHost: "eu" } } },
            [
                'queue-workloads:clients.reports.virtualHost is "eu"; allowed: /. ' +
                    "Declare it under virtualHosts, or correct the name.",
            ],
        ],
    ];

    for (const [what, changes, lines] of cases) {
        it(what, () => {
            assert.deepEqual(reported(changes), lines);
        });
    }

    it("reports mistakes of every kind at once", () => {
        const lines = reported({
            kubeContext: undefined,
            namespaces: "shop",
            broker: { replicas: 2, storage: { sizeGiB: "2" }, image: "rabbitmq:3.13-management" },
            queues: { orders: { deliveryLimit: 0, delayedRetry: { maxSeconds: 5 } } },
            producers: { "orders-api": { queue: "order" }, refunds: { queue: "x", image: "a:1" } },
        });
        const keys = lines.map((line) => line.slice(`${project}:`.length).split(" ")[0]);
        assert.deepEqual(keys.sort(), [
            "broker.image",
            "broker.replicas",
            "broker.storage.sizeGiB",
            "kubeContext",
            "namespaces",
            "producers.orders-api.image",
            "producers.refunds.queue",
            "queues.orders.delayedRetry.minSeconds",
            "queues.orders.deliveryLimit",
        ]);
    });

    it("says so in one error whose message has a line for each", () => {
        assert.throws(() => read({ ...smallest, namespace: undefined, broker: { replicas: 4 } }), {
            message: [
                "The stack configuration has 2 problems:",
                "  queue-workloads:namespace is missing. Set it.",
                "  queue-workloads:broker.replicas is 4; allowed: 1, 3, 5, 7. Use 5: a quorum needs an odd number of nodes.",
            ].join("\n"),
        });
    });

    it("never repeats a kubeconfig", () => {
        const kubeconfig = JSON.stringify({ users: [{ user: { token: "canary" } }] });
        const lines = reported({ kubeconfig, namespace: undefined, broker: { replicas: 2 } });
        assert.equal(lines.length, 2);
        assert.doesNotMatch(lines.join("\n"), /canary/);
    });
});
