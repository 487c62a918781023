import assert from "node:assert/strict";

import { brokerProblems } from "../../components/broker/problems";
import type {
    QueueConsumerArgs,
    QueueProducerArgs,
    RabbitMqBrokerArgs,
    RabbitMqTopologyArgs,
} from "../../components/index";
import { checkedTeam } from "../../components/team/problems";
import { consumerProblems } from "../../components/workload/queueConsumer";
import { producerProblems } from "../../components/workload/queueProducer";
import { problemLines } from "./problemLines";

/** What a stack file or another language can say, and the compiler would not take. */
const lines = (args: unknown) =>
    problemLines(brokerProblems("rabbitmq", args as RabbitMqBrokerArgs));

const access = { host: "mq.example.com", namespace: "mq", administratorSecretName: "admin" };

describe("The arguments of a broker that no compiler has seen", () => {
    it("are refused where a value is of no closed set", () => {
        const found = lines({
            queues: {
                orders: {
                    type: "mirrored",
                    overflow: "drop",
                    delayedRetry: { type: "some", minSeconds: 1 },
                },
            },
            exchanges: { events: { type: "topik" } },
            virtualHosts: {
                eu: {
                    policies: { all: { applyTo: "everything", pattern: "a", definition: {} } },
                },
            },
        });
        assert.deepEqual(found, [
            'queues.orders.type is "mirrored"; allowed: quorum, classic, stream. Correct it.',
            'queues.orders.overflow is "drop"; allowed: drop-head, reject-publish. Correct it.',
            'queues.orders.delayedRetry.type is "some"; allowed: all, failed, returned. Correct it.',
            'exchanges.events.type is "topik"; allowed: direct, fanout, topic, headers. Correct it.',
            'virtualHosts.eu.policies.all.applyTo is "everything"; allowed: queues, classic_queues, quorum_queues, streams, exchanges, all. Correct it.',
        ]);
    });

    it("are refused where there is nothing under a name", () => {
        const nothing = (path: string) =>
            `${path} is null; allowed: an object. Without anything to say, write {}.`;
        assert.deepEqual(
            lines({
                queues: { orders: null },
                bindings: { all: "orders" },
                clients: { api: null },
                virtualHosts: { eu: null },
            }),
            [
                nothing("queues.orders"),
                'bindings.all is "orders"; allowed: an object. Correct it.',
                nothing("clients.api"),
                nothing("virtualHosts.eu"),
            ],
        );
    });

    it("are refused where a value is of another type, is missing, or would not be read", () => {
        const found = lines({
            replicas: "3",
            resources: { cpu: 1 },
            storage: null,
            clientNamespaces: "shop",
            additionalConfig: { heartbeat: 30 },
            queues: { orders: { maxlength: 5, deadLetterQueue: "false", deadLetterLimits: null } },
            bindings: { all: { exchange: "events" } },
            policies: { small: { definition: { "max-length": 5 } } },
            clients: { api: { publishesTo: "orders", consumesFrom: [null], routingKeys: null } },
        });
        assert.deepEqual(
            found.map((line) => line.replace(/(fields of Queue:).*(maxLength, ).*/, "$1 $2")),
            [
                'replicas is "3"; allowed: a number. Correct it.',
                "resources.cpu is 1; allowed: text. Correct it.",
                "storage is null; allowed: an object. Without anything to say, write {}.",
                'clientNamespaces is "shop"; allowed: a list. Correct it.',
                "additionalConfig.heartbeat is 30; allowed: text. Correct it.",
                'queues.orders is "maxlength"; allowed: the fields of Queue: maxLength, ',
                'queues.orders.deadLetterQueue is "false"; allowed: true or false. Correct it.',
                "queues.orders.deadLetterLimits is null; allowed: an object. Without anything to say, write {}.",
                "bindings.all.queue is missing. Set it.",
                "policies.small.pattern is missing. Set it.",
                'clients.api.publishesTo is "orders"; allowed: a list. Correct it.',
                "clients.api.consumesFrom[0] is null; allowed: text. Correct it.",
                "clients.api.routingKeys is null; allowed: an object. Without anything to say, write {}.",
            ],
        );
    });

    it("are refused of a workload as well, with what else is wrong with it", () => {
        const args = {
            image: "my image",
            connection: { namespace: "shop" },
            queue: 5,
            secretEnv: { KEY: null },
            http: { containerPort: "80" },
        } as unknown as QueueConsumerArgs;
        assert.deepEqual(
            problemLines(consumerProblems("worker", args)).map((line) =>
                line.replace(/\. (Correct it|Without).*/, ""),
            ),
            [
                "queue is 5; allowed: text",
                "secretEnv.KEY is null; allowed: an object",
                'http.containerPort is "80"; allowed: a number',
                "connection.secretName is missing. Set it.",
                'image is "my image"; allowed: an image such as registry.example.com/shop/api:1.4.2',
            ],
        );
    });

    it("are refused where a name is none of theirs, with those that there are", () => {
        const unknown = (name: string, component: string, fields: string) =>
            new RegExp(
                `^${name} is "${name}"; allowed: the fields of ${component}: .*${fields}.*\\. Correct or remove it\\.$`,
            );
        const [broker, ...noMore] = lines({ quues: { orders: {} }, queues: { orders: {} } });
        assert.match(broker!, unknown("quues", "RabbitMqBroker", "protocols, queues, replicas"));
        assert.deepEqual(noMore, []);
        const topology = { broker: access, quues: {} } as unknown as RabbitMqTopologyArgs;
        const [team] = problemLines(checkedTeam("billing", topology).problems);
        assert.match(team!, unknown("quues", "RabbitMqTopology", "namespace, policies, queues"));
        const args = { connection: { secretName: "amqp" }, image: "shop/api:1.0", queue: "orders" };
        const found = problemLines(
            producerProblems("api", { ...args, replica: 2, replicas: -1 } as QueueProducerArgs),
        );
        assert.match(found[0]!, unknown("replica", "QueueProducer", "replicas"));
        assert.deepEqual(found.slice(1), [
            "replicas is -1; allowed: a whole number from 0 to 1000. Correct it.",
        ]);
    });

    it("are refused together with all else that is wrong", () => {
        assert.deepEqual(
            lines({ replicas: 2, queues: { orders: null } }).map((line) => line.split(" ")[0]),
            ["replicas", "queues.orders"],
        );
    });
});

describe("The connection of a workload", () => {
    const given = (connection: unknown) => {
        const args = { connection, image: "my image", queue: "orders", prefetch: 0 };
        return problemLines(consumerProblems("worker", args as unknown as QueueConsumerArgs));
    };
    const others = [
        'image is "my image"; allowed: an image such as registry.example.com/shop/api:1.4.2. Correct it.',
        "prefetch is 0; allowed: a whole number from 1 to 2000. Correct it.",
    ];

    for (const none of [undefined, null, "amqp", ["amqp"]]) {
        it(`is refused where it is ${JSON.stringify(none)}, with all else that is wrong`, () => {
            assert.deepEqual(given(none), [
                `connection is ${JSON.stringify(none)}; allowed: a connection, such as that of broker.connectionFor. Set it.`,
                ...others,
            ]);
        });
    }

    it("is refused where a part of it is missing or of another type, and says nothing of rights then", () => {
        assert.deepEqual(given({ consumesFrom: "mails", replies: {} }), [
            "connection.secretName is missing. Set it.",
            'connection.consumesFrom is "mails"; allowed: a list. Correct it.',
            "connection.replies.exchange is missing. Set it.",
            "connection.replies.queuePrefix is missing. Set it.",
            ...others,
        ]);
    });

    it("may come from a later version, which knows more of it", () => {
        assert.deepEqual(given({ secretName: "amqp", region: "eu" }), others);
    });
});

describe("What Kubernetes would refuse of a broker", () => {
    it("is refused before, all of it at once", () => {
        const found = lines({
            namespace: "my_shop",
            image: "my image",
            resources: { cpu: "1 core" },
            storage: { storageClassName: "Fast SSD" },
            monitoringNamespaces: ["monitoring"],
            monitoring: { labels: { "team name": "a" }, dashboardLabels: { grafana: "a b" } },
        });
        assert.deepEqual(
            found.map((line) => line.split("; ")[0]),
            [
                'namespace is "my_shop"',
                'image is "my image"',
                'resources.cpu is "1 core"',
                'storage.storageClassName is "Fast SSD"',
                'monitoring.labels is "team name"',
                'monitoring.dashboardLabels.grafana is "a b"',
            ],
        );
    });

    it("is not refused where it is fine, or known only later", () => {
        const digest = `rabbitmq@sha256:${"0".repeat(64)}`;
        for (const cpu of ["500m", "2", "0.5"]) {
            assert.deepEqual(lines({ resources: { cpu } }), [], cpu);
        }
        const images = [digest, "localhost:5000/mq/rabbitmq:4.3.6-management", "rabbitmq:4.3"];
        for (const image of [...images, Promise.resolve("later")]) {
            assert.deepEqual(lines({ image }), []);
        }
        assert.equal(lines({ resources: { cpu: "0" } }).length, 1);
    });

    it("is refused of an image that is too old, however its tag is written", () => {
        for (const image of ["rabbitmq:v3.13.7", "rabbitmq:3.13.7-management"]) {
            assert.match(lines({ image }).join(), /allowed: RabbitMQ 4.3.1 or newer/);
        }
    });
});
