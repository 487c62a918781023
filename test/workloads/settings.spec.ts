import assert from "node:assert/strict";

import {
    consumerSettings,
    producerSettings,
    SettingsError,
    streamSettings,
} from "../../workloads/settings";

const url = "amqp://orders-api:s3cret-word@rabbitmq.shop.svc:5672/%2F";

describe("the settings of a workload", () => {
    it("need no more than the address and the queue", () => {
        const settings = consumerSettings({ AMQP_URL: url, QUEUE: "orders", POD_NAME: "worker-1" });
        assert.match(settings.instance, /^worker-1-[0-9a-f]{6}$/);
        assert.deepEqual(
            { ...settings, instance: "" },
            {
                brokerUrl: url,
                certificateAuthorityFile: undefined,
                clientCertificateFile: undefined,
                clientKeyFile: undefined,
                queues: ["orders"],
                results: undefined,
                prefetch: 50,
                concurrency: 50,
                handlerMilliseconds: 0,
                stopWhenEmpty: false,
                httpPort: 8080,
                confirmMilliseconds: 30_000,
                shutdownMilliseconds: 25_000,
                logLevel: "info",
                traces: false,
                instance: "",
            },
        );
    });

    it("let a consumer hold more messages than it works on at a time", () => {
        const environment = { AMQP_URL: url, QUEUE: "orders", PREFETCH: "20" };
        assert.equal(consumerSettings(environment).concurrency, 20);
        assert.equal(consumerSettings({ ...environment, CONCURRENCY: "10" }).concurrency, 10);
    });

    it("let a producer and a consumer end by themselves", () => {
        const environment = { AMQP_URL: url, QUEUE: "orders" };
        assert.equal(producerSettings({ ...environment, MESSAGE_COUNT: "9" }).messageCount, 9);
        const ends = consumerSettings({ ...environment, STOP_WHEN_EMPTY: "true" });
        assert.equal(ends.stopWhenEmpty, true);
        const problems = problemsOf(() =>
            consumerSettings({ ...environment, STOP_WHEN_EMPTY: "yes" }),
        );
        assert.deepEqual(problems, ['STOP_WHEN_EMPTY is "yes": set it to true or false']);
    });

    it("name every process anew, so that a restarted container does not repeat message ids", () => {
        const environment = { AMQP_URL: url, QUEUE: "orders", POD_NAME: "api-0" };
        const [first, second] = [producerSettings(environment), producerSettings(environment)];
        assert.notEqual(first.instance, second.instance);
    });

    it("tell a consumer of a stream where it is, and by which name the broker knows how far it has come", () => {
        const streamUrl = "rabbitmq-stream+tls://auditor:s3cret-word@rabbitmq.shop.svc:5551/%2F";
        const told = { STREAM_URL: streamUrl, QUEUE: "trail", STREAM_CONSUMER_NAME: "auditor" };
        const { stream, consumerName, startFrom, storeEvery } = streamSettings(told);
        assert.deepEqual(
            { stream, consumerName, startFrom, storeEvery },
            { stream: "trail", consumerName: "auditor", startFrom: "first", storeEvery: 100 },
        );
        const problems = problemsOf(() =>
            streamSettings({ STREAM_URL: url, STREAM_START: "middle", STREAM_STORE_EVERY: "0" }),
        );
        assert.deepEqual(problems, [
            "STREAM_URL is not an address of rabbitmq-stream (value not shown): set it to rabbitmq-stream://USER:PASSWORD@HOST:PORT/VHOST, each part percent-encoded",
            "QUEUE is not set: set it to the name of the stream or super stream to read",
            "STREAM_CONSUMER_NAME is not set: set it to a name that stays, under which the broker keeps how far this consumer has come",
            'STREAM_START is "middle": set it to first or last or next',
            'STREAM_STORE_EVERY is "0": set it to a whole number from 1 to 1000000',
        ]);
    });

    it("publish to a queue through the default exchange", () => {
        const { exchange, routingKey } = producerSettings({ AMQP_URL: url, QUEUE: "orders" });
        assert.deepEqual({ exchange, routingKey }, { exchange: "", routingKey: "orders" });
    });

    it("let a consumer have one queue or several", () => {
        assert.deepEqual(consumerSettings({ AMQP_URL: url, QUEUE: "orders" }).queues, ["orders"]);
        assert.deepEqual(consumerSettings({ AMQP_URL: url, QUEUES: "orders,mails" }).queues, [
            "orders",
            "mails",
        ]);
    });

    it("tell a consumer where its results go, and a producer where it is answered", () => {
        const environment = { AMQP_URL: url, QUEUE: "orders" };
        assert.deepEqual(
            consumerSettings({
                ...environment,
                RESULT_EXCHANGE: "invoices",
                RESULT_ROUTING_KEY: "invoices",
            }).results,
            { exchange: "invoices", routingKey: "invoices" },
        );
        assert.equal(consumerSettings(environment).results, undefined);
        const answered = { REPLY_EXCHANGE: "api.replies", REPLY_QUEUE_PREFIX: "api.own." };
        assert.deepEqual(producerSettings({ ...environment, ...answered }).replies, {
            exchange: "api.replies",
            queuePrefix: "api.own.",
        });
        assert.deepEqual(
            problemsOf(() => producerSettings({ ...environment, REPLY_EXCHANGE: "api.replies" })),
            ["one of REPLY_EXCHANGE and REPLY_QUEUE_PREFIX is set: set both of them, or none"],
        );
    });

    it("publish to an exchange with a routing key", () => {
        const { exchange, routingKey } = producerSettings({
            AMQP_URL: url,
            EXCHANGE: "events",
            ROUTING_KEY: "order.created",
        });
        assert.deepEqual(
            { exchange, routingKey },
            { exchange: "events", routingKey: "order.created" },
        );
    });

    it("end the process before Kubernetes kills it, however long or short its grace is", () => {
        const limit = (seconds: string) =>
            consumerSettings({
                AMQP_URL: url,
                QUEUE: "orders",
                TERMINATION_GRACE_PERIOD_SECONDS: seconds,
            }).shutdownMilliseconds;
        assert.deepEqual(["1510", "11", "4"].map(limit), [1_505_000, 6_000, 2_000]);
    });

    it("wait half a minute for a confirm, or as long as they are told to", () => {
        const limit = (more: object) =>
            producerSettings({ AMQP_URL: url, QUEUE: "orders", ...more }).confirmMilliseconds;
        assert.equal(limit({}), 30_000);
        assert.equal(limit({ CONFIRM_TIMEOUT_SECONDS: "1.5" }), 1500);
        assert.deepEqual(
            problemsOf(() => limit({ CONFIRM_TIMEOUT_SECONDS: "0" })),
            ['CONFIRM_TIMEOUT_SECONDS is "0": set it to a number from 1 to 3600'],
        );
    });

    it("report every problem at once", () => {
        const problems = problemsOf(() =>
            producerSettings({
                QUEUE: "orders",
                EXCHANGE: "events",
                MESSAGES_PER_SECOND: "fast",
                MESSAGE_COUNT: "1.5",
                HTTP_PORT: "70000",
                LOG_LEVEL: "loud",
            }),
        );
        assert.deepEqual(
            problems.map((problem) => problem.split(" ")[0]),
            ["AMQP_URL", "HTTP_PORT", "LOG_LEVEL", "QUEUE", "MESSAGES_PER_SECOND", "MESSAGE_COUNT"],
        );
    });

    it("refuse a prefetch that a quorum queue would refuse", () => {
        const problems = problemsOf(() =>
            consumerSettings({ AMQP_URL: url, QUEUE: "orders", PREFETCH: "2001" }),
        );
        assert.deepEqual(problems, ['PREFETCH is "2001": set it to a whole number from 1 to 2000']);
    });

    for (const wrong of [
        "http://u:s3cret-word@host",
        "s3cret-word",
        "amqp://u:s3cret-word%zz@host",
    ]) {
        it(`say that an address is wrong without showing it (${wrong.split(":")[0]})`, () => {
            const problems = problemsOf(() =>
                consumerSettings({ AMQP_URL: wrong, QUEUE: "orders" }),
            );
            assert.equal(problems.length, 1);
            assert.match(problems[0] ?? "", /^AMQP_URL is not an address of amqp /);
            assert.doesNotMatch(problems.join(), /s3cret-word/);
        });
    }
});

function problemsOf(read: () => unknown): string[] {
    try {
        read();
    } catch (error) {
        assert.ok(error instanceof SettingsError);
        return error.problems;
    }
    throw new assert.AssertionError({ message: "the settings were accepted" });
}
