import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type {
    AmqpConnection,
    QueueConsumerArgs,
    QueueProducerArgs,
} from "../../../components/index";
import { QueueConsumer, QueueProducer } from "../../../components/index";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { types } from "../shop";

const connection: AmqpConnection = { secretName: "amqp", namespace: "shop", broker: "rabbitmq" };

const producer = (args: Partial<QueueProducerArgs> = {}) =>
    runProgram(() => {
        const queue = args.exchange === undefined ? "orders" : undefined;
        new QueueProducer("api", { connection, queue, image: "shop/api:1.0", ...args });
    });

const consumer = (args: Partial<QueueConsumerArgs> = {}) =>
    runProgram(() => {
        new QueueConsumer("worker", {
            connection,
            queue: "orders",
            image: "shop/worker:1.0",
            ...args,
        });
    });

const deployment = ({ ofType }: Recording) => ofType(types.deployment)[0]?.inputs;
const pod = (recording: Recording, ...path: (string | number)[]) =>
    valueAt(deployment(recording), "spec", "template", "spec", ...path);

interface EnvVar {
    name: string;
    value?: string;
}

/** What tells the container what to do: its variables with plain values. */
function settings(recording: Recording): { [name: string]: string } {
    const variables = pod(recording, "containers", 0, "env") as EnvVar[];
    const plain = variables.filter(({ value }) => value !== undefined);
    return Object.fromEntries(plain.map(({ name, value }) => [name, value!]));
}

/** What tells the container how long it has to end. */
const grace = (seconds: number) => ({ TERMINATION_GRACE_PERIOD_SECONDS: String(seconds) });

describe("A workload that asks or answers", () => {
    it("is told where its results go, as a producer is", async () => {
        const own = {
            ...connection,
            publishesTo: ["invoices", "events"],
            queueExchanges: ["invoices"],
        };
        const told = async (results: QueueConsumerArgs["results"]) => {
            const all = settings(await consumer({ connection: own, results }));
            return Object.entries(all).filter(([name]) => name.startsWith("RESULT_"));
        };
        assert.deepEqual(await told({ queue: "invoices" }), [
            ["RESULT_EXCHANGE", "invoices"],
            ["RESULT_ROUTING_KEY", "invoices"],
        ]);
        assert.deepEqual(await told({ exchange: "events", routingKey: "paid" }), [
            ["RESULT_EXCHANGE", "events"],
            ["RESULT_ROUTING_KEY", "paid"],
        ]);
        assert.deepEqual(await told(undefined), []);
    });

    it("is told of several queues, and has time for what it holds of all of them", async () => {
        const two = await consumer({ queue: undefined, queues: ["orders", "mails"], prefetch: 10 });
        const { QUEUE, QUEUES } = settings(two);
        assert.deepEqual([QUEUE, QUEUES], [undefined, "orders,mails"]);
        assert.equal(pod(two, "terminationGracePeriodSeconds"), 30);
    });

    it("is told by which exchange it is answered", async () => {
        const replies = { exchange: "api.replies", queuePrefix: "api.own." };
        const { REPLY_EXCHANGE, REPLY_QUEUE_PREFIX } = settings(
            await producer({ connection: { ...connection, replies } }),
        );
        assert.deepEqual([REPLY_EXCHANGE, REPLY_QUEUE_PREFIX], ["api.replies", "api.own."]);
    });

    it("is refused without a queue, with one twice, with a name that has a comma, and with a plan for several", async () => {
        const refusals: [Partial<QueueConsumerArgs>, RegExp][] = [
            [{ queue: undefined }, /queue is .*allowed: either queue or queues/],
            [{ queues: ["orders"] }, /queue is .*allowed: either queue or queues/],
            [{ queue: undefined, queues: [] }, /queues is \[\]; allowed: at least one queue/],
            [{ queue: undefined, queues: ["a", "a"] }, /queues is .*none twice/],
            [
                { queue: undefined, queues: ["a,b"] },
                /queues is "a,b"; allowed: names without a comma/,
            ],
            [
                {
                    ...{ queue: undefined, queues: ["a", "b"] },
                    capacity: { arrivalsPerSecond: 1, secondsPerMessage: 1 },
                },
                /capacity is .*allowed: nothing with several queues/,
            ],
            [{ results: {} }, /results.queue is .*allowed: either queue or exchange/],
        ];
        for (const [args, message] of refusals) {
            await assert.rejects(consumer(args), message);
        }
    });
});

describe("QueueProducer", () => {
    it("publishes to the default exchange when the queue has none of its own", async () => {
        assert.deepEqual(settings(await producer()), { QUEUE: "orders", ...grace(40) });
    });

    it("publishes through the queue's own exchange where there is one", async () => {
        const own = { ...connection, publishesTo: ["orders"], queueExchanges: ["orders"] };
        const expected = { EXCHANGE: "orders", ROUTING_KEY: "orders", ...grace(40) };
        assert.deepEqual(settings(await producer({ connection: own })), expected);
    });

    it("publishes to an exchange with the routing key that it is given", async () => {
        assert.deepEqual(
            settings(await producer({ exchange: "events", routingKey: "order.new" })),
            {
                EXCHANGE: "events",
                ROUTING_KEY: "order.new",
                ...grace(40),
            },
        );
        assert.deepEqual(settings(await producer({ exchange: "events" })), {
            EXCHANGE: "events",
            ROUTING_KEY: "",
            ...grace(40),
        });
    });

    it("has ten seconds beyond the wait for confirms to stop, and is told how long", async () => {
        assert.equal(pod(await producer(), "terminationGracePeriodSeconds"), 40);
        const patient = await producer({ confirmTimeoutSeconds: 100 });
        assert.equal(pod(patient, "terminationGracePeriodSeconds"), 110);
        assert.deepEqual(settings(patient), { QUEUE: "orders", ...grace(110) });
    });
});

describe("QueueConsumer", () => {
    describe("with capacity", () => {
        const capacity = {
            ...{ arrivalsPerSecond: 100, secondsPerMessage: 0.1, concurrency: 10 },
            ...{ peakFactor: 3, drainWithinMinutes: 30 },
        };

        it("runs as many pods as it takes, and tells them how much to do at a time", async () => {
            const recording = await consumer({ capacity });
            assert.equal(valueAt(deployment(recording), "spec", "replicas"), 4);
            assert.deepEqual(settings(recording), {
                ...{ QUEUE: "orders", PREFETCH: "20", CONCURRENCY: "10" },
                ...grace(12),
            });
        });

        it("keeps what it is given besides", async () => {
            const given = { replicas: 6, prefetch: 30, secondsPerMessage: 5 };
            const recording = await consumer({ capacity, ...given });
            assert.equal(valueAt(deployment(recording), "spec", "replicas"), 6);
            assert.deepEqual(settings(recording), {
                ...{ QUEUE: "orders", PREFETCH: "30", CONCURRENCY: "10" },
                ...grace(25),
            });
        });

        it("gives the autoscaler its limits", async () => {
            const scaled = { ...connection, autoscaler: { secretName: "autoscaler" } };
            const recording = await consumer({ capacity, connection: scaled, autoscaling: {} });
            const spec = recording.get("kubernetes:keda.sh/v1alpha1:ScaledObject", "worker").inputs;
            assert.equal(valueAt(spec, "spec", "minReplicaCount"), 2);
            assert.equal(valueAt(spec, "spec", "maxReplicaCount"), 4);
            assert.equal(valueAt(spec, "spec", "triggers", 0, "metadata", "value"), "3000");
        });

        it("tells the policies what arrives and what each pod serves", async () => {
            const annotations = valueAt(
                deployment(await consumer({ capacity })),
                "metadata",
                "annotations",
            );
            assert.deepEqual(annotations, {
                "queue-workloads/arrivals-per-second": "300",
                "queue-workloads/served-per-second": "100",
            });
        });
    });

    it("is told its queue and how many messages it may hold", async () => {
        assert.deepEqual(settings(await consumer()), {
            QUEUE: "orders",
            PREFETCH: "50",
            ...grace(60),
        });
        assert.deepEqual(settings(await consumer({ prefetch: 7 })), {
            QUEUE: "orders",
            PREFETCH: "7",
            ...grace(17),
        });
    });

    it("has the time to finish what it has prefetched, an hour at the most", async () => {
        const grace = async (args: Partial<QueueConsumerArgs>) =>
            pod(await consumer(args), "terminationGracePeriodSeconds");
        assert.equal(await grace({}), 60);
        assert.equal(await grace({ prefetch: 10, secondsPerMessage: 5 }), 60);
        const patient = { ...connection, consumerTimeouts: { orders: 0 } };
        const long = { connection: patient, prefetch: 2000, secondsPerMessage: 60 };
        assert.equal(await grace(long), 3600);
    });
});

describe("A workload", () => {
    let recording: Recording;
    before(async () => {
        recording = await consumer({
            replicas: 3,
            http: { containerPort: 9000, servicePort: 81, livenessPath: "/live" },
            env: { LOG_LEVEL: "debug" },
            secretEnv: { TOKEN: { name: "tokens", key: "worker" } },
            resources: { cpu: "1", memoryMiB: 256 },
            runAsUser: 1000,
            rolloutTimeoutSeconds: 60,
        });
    });

    it("reads its variables: the URL, its pod's name, what to do, and what the user adds", () => {
        assert.deepEqual(pod(recording, "containers", 0, "env"), [
            {
                name: "AMQP_URL",
                valueFrom: { secretKeyRef: { name: "amqp", key: "AMQP_URL" } },
            },
            { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
            { name: "QUEUE", value: "orders" },
            { name: "PREFETCH", value: "50" },
            { name: "TERMINATION_GRACE_PERIOD_SECONDS", value: "60" },
            { name: "LOG_LEVEL", value: "debug" },
            { name: "TOKEN", valueFrom: { secretKeyRef: { name: "tokens", key: "worker" } } },
        ]);
    });

    it("rolls over without a dip", () => {
        assert.equal(valueAt(deployment(recording), "spec", "replicas"), 3);
        assert.deepEqual(valueAt(deployment(recording), "spec", "strategy"), {
            type: "RollingUpdate",
            rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
        });
    });

    it("gives up on a rollout after the time that it may take", () => {
        const { options } = recording.get(types.deployment, "worker");
        assert.deepEqual(options.customTimeouts, {
            create: "60s",
            update: "60s",
            delete: "360s",
        });
    });

    it("has as long to go as its pods may take to finish, and to start as it has pods", async () => {
        const patient = await consumer({ prefetch: 60, secondsPerMessage: 30, replicas: 10 });
        assert.deepEqual(patient.get(types.deployment, "worker").options.customTimeouts, {
            create: "840s",
            update: "840s",
            delete: "2110s",
        });
    });

    it("serves HTTP behind a Service inside the cluster, and is probed", () => {
        const { inputs } = recording.get(types.service, "worker");
        assert.equal(valueAt(inputs, "spec", "type"), "ClusterIP");
        assert.deepEqual(valueAt(inputs, "spec", "ports"), [
            { name: "http", port: 81, targetPort: "http", appProtocol: "http" },
        ]);
        assert.equal(recording.get(types.consumer, "worker").outputs?.["serviceName"], "worker");
        const container = pod(recording, "containers", 0);
        assert.deepEqual(valueAt(container, "ports"), [{ name: "http", containerPort: 9000 }]);
        const probed = (probe: string) => valueAt(container, probe, "httpGet");
        assert.deepEqual(probed("livenessProbe"), { path: "/live", port: "http" });
        assert.deepEqual(probed("readinessProbe"), { path: "/readyz", port: "http" });
    });

    it("has five minutes to start before a probe that fails can restart it, and half a minute later on", () => {
        const patience = (probe: string) => {
            const numbers = pod(recording, "containers", 0, probe) as { [field: string]: number };
            return numbers["periodSeconds"]! * numbers["failureThreshold"]!;
        };
        assert.deepEqual(
            valueAt(pod(recording, "containers", 0), "startupProbe", "httpGet"),
            valueAt(pod(recording, "containers", 0), "livenessProbe", "httpGet"),
        );
        assert.equal(patience("startupProbe"), 300);
        assert.ok(patience("livenessProbe") >= 30);
    });

    it("has neither port nor probe when it serves nothing", async () => {
        const container = pod(await consumer(), "containers", 0) as { [key: string]: unknown };
        const fields = ["ports", "livenessProbe", "readinessProbe", "startupProbe"];
        assert.deepEqual(
            fields.filter((field) => field in container),
            [],
        );
    });

    it("asks for as much memory as it may use", () => {
        assert.deepEqual(pod(recording, "containers", 0, "resources"), {
            requests: { cpu: "1", memory: "256Mi" },
            limits: { memory: "256Mi" },
        });
    });

    it("runs as the user that it is told", () => {
        for (const id of ["runAsUser", "runAsGroup", "fsGroup"]) {
            assert.equal(pod(recording, "securityContext", id), 1000, id);
        }
    });

    it("carries the label by which its broker lets it in", async () => {
        const label = (of: Recording) =>
            valueAt(
                deployment(of),
                ...["spec", "template", "metadata", "labels", "queue-workloads/client-of"],
            );
        assert.equal(label(recording), "rabbitmq");
        assert.equal(label(await consumer({ connection: { secretName: "own" } })), undefined);
    });

    it("is found by its Service and its disruption budget", () => {
        const labels = valueAt(deployment(recording), "spec", "template", "metadata", "labels");
        const selectors = [
            valueAt(deployment(recording), "spec", "selector", "matchLabels"),
            valueAt(recording.get(types.service, "worker").inputs, "spec", "selector"),
            valueAt(
                recording.get(types.disruptionBudget, "worker").inputs,
                ...["spec", "selector", "matchLabels"],
            ),
        ];
        for (const selector of selectors) {
            assert.deepEqual({ ...(labels as object), ...(selector as object) }, labels);
            assert.deepEqual(Object.keys(selector as object).sort(), [
                "app.kubernetes.io/component",
                "app.kubernetes.io/name",
            ]);
        }
    });

    it("lives where its connection's Secret is", () => {
        for (const { inputs, type } of recording.childrenOf("worker")) {
            assert.equal(valueAt(inputs, "metadata", "namespace"), "shop", type);
        }
    });
});

describe("A connection that comes from another stack or language", () => {
    const whole = { ...connection, queueExchanges: ["orders"], publishesTo: ["orders"] };

    it("gives the same Deployment as a plain one", async () => {
        const plain = await producer({ connection: whole });
        const output = await producer({ connection: pulumi.output(whole) });
        assert.deepEqual(deployment(output), deployment(plain));
    });

    it("may hold a name that is known only later", async () => {
        const later = { ...whole, secretName: pulumi.output("amqp") };
        assert.deepEqual(
            deployment(await producer({ connection: later })),
            deployment(await producer({ connection: whole })),
        );
    });
});
