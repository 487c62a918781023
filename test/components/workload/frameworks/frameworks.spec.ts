import assert from "node:assert/strict";

import type {
    AmqpConnection,
    QueueConsumerArgs,
    QueueProducerArgs,
} from "../../../../components/index";
import { Framework, QueueConsumer, QueueProducer } from "../../../../components/index";
import type { Recording } from "../../../harness";
import { runProgram } from "../../../harness";
import { valueAt } from "../../../valueAt";
import { types } from "../../shop";

const connection: AmqpConnection = { secretName: "login", queueExchanges: ["orders"] };
const image = "shop/worker:1.0";

const consumer = (args: Partial<QueueConsumerArgs>) =>
    runProgram(() => {
        new QueueConsumer("worker", { connection, queue: "orders", image, ...args });
    });
const producer = (args: Partial<QueueProducerArgs>) =>
    runProgram(() => {
        new QueueProducer("api", { connection, queue: "orders", image, ...args });
    });

const container = (recording: Recording, ...path: string[]) =>
    valueAt(
        recording.ofType(types.deployment)[0]?.inputs,
        ...["spec", "template", "spec", "containers", 0, ...path],
    );

interface Variable {
    name: string;
    value?: string;
    valueFrom?: { secretKeyRef?: { name: string; key: string } };
}

/** What a container gets besides what any workload gets, a key of a Secret as `SECRET/KEY`. */
async function added(make: (framework?: Framework) => Promise<Recording>, framework: Framework) {
    const [plain, told] = [await make(), await make(framework)].map((recording) =>
        (container(recording, "env") as Variable[]).map(({ name, value, valueFrom }) => {
            const { secretKeyRef } = valueFrom ?? {};
            return [name, value ?? (secretKeyRef && `${secretKeyRef.name}/${secretKeyRef.key}`)];
        }),
    );
    const known = plain!.map(([name]) => name);
    return Object.fromEntries(told!.filter(([name]) => !known.includes(name))) as {
        [name: string]: string;
    };
}

const http = {};
const capacity = { arrivalsPerSecond: 10, secondsPerMessage: 1, concurrency: 4 };

describe("A workload on a framework", () => {
    it("such as Spring Boot gets each part of the address by itself, and no more at a time than its pod may hold", async () => {
        const variables = await added(
            (framework) => consumer({ framework, http, capacity, prefetch: 10, replicas: 5 }),
            Framework.SpringBoot,
        );
        assert.deepEqual(variables, {
            SPRING_RABBITMQ_HOST: "login/host",
            SPRING_RABBITMQ_PORT: "login/port",
            SPRING_RABBITMQ_USERNAME: "login/username",
            SPRING_RABBITMQ_PASSWORD: "login/password",
            SPRING_RABBITMQ_VIRTUALHOST: "login/virtual-host",
            SPRING_RABBITMQ_TEMPLATE_DEFAULTRECEIVEQUEUE: "orders",
            SPRING_RABBITMQ_LISTENER_SIMPLE_PREFETCH: "2",
            SPRING_RABBITMQ_LISTENER_SIMPLE_CONCURRENCY: "4",
            SPRING_RABBITMQ_LISTENER_DIRECT_PREFETCH: "2",
            SPRING_RABBITMQ_LISTENER_DIRECT_CONSUMERSPERQUEUE: "4",
            SPRING_RABBITMQ_LISTENER_SIMPLE_DEFAULTREQUEUEREJECTED: "false",
            SPRING_RABBITMQ_LISTENER_DIRECT_DEFAULTREQUEUEREJECTED: "false",
            SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE: "11s",
            SERVER_PORT: "8080",
            MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: "true",
            MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE: "readinessState,rabbit",
        });
    });

    it("such as Spring Boot is told where it publishes to", async () => {
        const results = { exchange: "events", routingKey: "paid" };
        for (const [make, exchange, routingKey] of [
            [(framework?: Framework) => producer({ framework }), "orders", "orders"],
            [(framework?: Framework) => consumer({ framework, results }), "events", "paid"],
        ] as const) {
            const variables = await added(make, Framework.SpringBoot);
            assert.equal(variables["SPRING_RABBITMQ_TEMPLATE_EXCHANGE"], exchange);
            assert.equal(variables["SPRING_RABBITMQ_TEMPLATE_ROUTINGKEY"], routingKey);
        }
    });

    it("such as Spring Boot trusts the broker by the file of its connection, or by what its image trusts", async () => {
        const certificateAuthority = { name: "ca", key: "ca.crt" };
        const encryption = async (more: Partial<AmqpConnection>) => {
            const all = await added(
                (framework) => consumer({ framework, connection: { ...connection, ...more } }),
                Framework.SpringBoot,
            );
            return Object.entries(all).filter(([name]) => name.includes("SSL"));
        };
        assert.deepEqual(await encryption({}), []);
        assert.deepEqual(await encryption({ tls: true }), [
            ["SPRING_RABBITMQ_SSL_ENABLED", "true"],
        ]);
        assert.deepEqual(await encryption({ certificateAuthority }), [
            ["SPRING_RABBITMQ_SSL_ENABLED", "true"],
            ["SPRING_RABBITMQ_SSL_BUNDLE", "broker"],
            ["SPRING_SSL_BUNDLE_PEM_BROKER_TRUSTSTORE_CERTIFICATE", "file:/run/broker-ca/ca.crt"],
            ["SPRING_SSL_BUNDLE_PEM_BROKER_RELOADONUPDATE", "true"],
        ]);
        assert.deepEqual(await encryption({ tls: true, certificateSecretName: "own" }), [
            ["SPRING_RABBITMQ_SSL_ENABLED", "true"],
            ["SPRING_RABBITMQ_SSL_BUNDLE", "broker"],
            [
                "SPRING_SSL_BUNDLE_PEM_BROKER_KEYSTORE_CERTIFICATE",
                "file:/run/broker-client/tls.crt",
            ],
            ["SPRING_SSL_BUNDLE_PEM_BROKER_KEYSTORE_PRIVATEKEY", "file:/run/broker-client/tls.key"],
            ["SPRING_SSL_BUNDLE_PEM_BROKER_RELOADONUPDATE", "true"],
        ]);
    });

    it("is probed where its framework answers, unless it says otherwise", async () => {
        const paths = async (args: Partial<QueueConsumerArgs>) => {
            const recording = await consumer({ http, ...args });
            return ["livenessProbe", "readinessProbe"].map((probe) =>
                container(recording, probe, "httpGet", "path"),
            );
        };
        assert.deepEqual(await paths({ framework: Framework.SpringBoot }), [
            "/actuator/health/liveness",
            "/actuator/health/readiness",
        ]);
        assert.deepEqual(await paths({ framework: Framework.MassTransit }), [
            "/health/live",
            "/health/ready",
        ]);
        assert.deepEqual(await paths({ framework: Framework.NestJs }), ["/healthz", "/readyz"]);
        const own = { livenessPath: "/live", readinessPath: "/ready" };
        const answers = await paths({ framework: Framework.SpringBoot, http: own });
        assert.deepEqual(answers, ["/live", "/ready"]);
    });

    it("has the last word on every variable", async () => {
        const env = { SPRING_RABBITMQ_HOST: "elsewhere", SPRING_RABBITMQ_PORT: "1" };
        const recording = await consumer({ framework: Framework.SpringBoot, env });
        const hosts = (container(recording, "env") as Variable[]).filter(({ name }) =>
            /_(HOST|PORT)$/.test(name),
        );
        assert.deepEqual(hosts, [
            { name: "SPRING_RABBITMQ_HOST", value: "elsewhere" },
            { name: "SPRING_RABBITMQ_PORT", value: "1" },
        ]);
    });

    it("such as Celery, MassTransit, NestJS or Dramatiq gets what that reads", async () => {
        const told = (name: Framework) =>
            added(
                (framework) => consumer({ framework, http, capacity, prefetch: 10, replicas: 5 }),
                name,
            );
        assert.deepEqual(await told(Framework.Celery), {
            CELERY_BROKER_URL: "login/AMQP_URL",
            CELERY_WORKER_QUEUES: "orders",
            CELERY_WORKER_CONCURRENCY: "4",
            CELERY_WORKER_PREFETCH_MULTIPLIER: "2",
            CELERY_WORKER_WITHOUT_GOSSIP: "true",
            CELERY_WORKER_WITHOUT_MINGLE: "true",
        });
        assert.deepEqual(await told(Framework.MassTransit), {
            RabbitMqTransport__Host: "login/host",
            RabbitMqTransport__Port: "login/port",
            RabbitMqTransport__VHost: "login/virtual-host",
            RabbitMqTransport__User: "login/username",
            RabbitMqTransport__Pass: "login/password",
            DOTNET_SHUTDOWNTIMEOUTSECONDS: "11",
            ASPNETCORE_HTTP_PORTS: "8080",
        });
        assert.deepEqual(await told(Framework.NestJs), { PORT: "8080" });
        assert.deepEqual(await told(Framework.Dramatiq), {
            dramatiq_queue_prefetch: "10",
            dramatiq_delay_queue_prefetch: "2000",
        });
    });
});
