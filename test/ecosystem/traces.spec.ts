import assert from "node:assert/strict";

import { kubectl, pods, restarts, secretValues } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow, stopProducing } from "../e2e/load";
import { killProgram } from "../e2e/processes";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import type { Span } from "../workloads/tracing/spans";
import { consumerKind, producerKind } from "../workloads/tracing/spans";
import { Collector, endpoint, version } from "./collector";

const namespace = "e2e-traces";

describe(`traces of messages in an OpenTelemetry Collector ${version}`, () => {
    const stack = new Stack(namespace);
    const collector = new Collector(namespace);
    let ledger: Ledger;

    before(async function () {
        // The collector is compiled the first time.
        this.timeout(1_800_000);
        await kubectl("create", "namespace", namespace);
        const restricted = "pod-security.kubernetes.io/enforce=restricted";
        await kubectl("label", "namespace", namespace, restricted);
        await Promise.all([collector.install(), stack.initialise()]);
        ledger = new Ledger(namespace);
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
    });
    after(async () => {
        ledger?.close();
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    it("go from its producer to its consumer and on to who consumes its result, for each message, to the last before each end", async () => {
        await grow(ledger, 200, "messages to flow");
        await stopProducing(namespace);
        await consumed(ledger);
        await scale("deployment/orders-worker", 0);
        await scale("deployment/accounts", 0);
        await waitFor("the consumers to end", 60, async () => {
            return (await pods(namespace, "consumer")).length === 0;
        });
        const all = [...ledger.tally.confirmed].sort();
        const orders = all.filter((id) => !id.endsWith("-result"));
        assert.equal(all.length, orders.length * 2);
        const found = () => collector.spans().then(messages);
        // The collector writes once a second.
        await waitFor(
            "the last spans",
            30,
            async () => {
                const { processed, booked } = await found();
                return processed.size >= orders.length && booked.size >= orders.length;
            },
            async () => Object.values(await found()).map(({ size }) => size),
        );
        const { sent, processed, results, booked } = await found();
        assert.deepEqual([...sent.keys()].sort(), orders);
        assert.deepEqual([...processed.keys()].sort(), orders);
        assert.deepEqual([...orders, ...results.keys()].sort(), all);
        assert.deepEqual([...orders, ...booked.keys()].sort(), all);
        for (const id of orders) {
            const way = [
                ...[...sent.get(id)!, ...processed.get(id)!],
                ...[...results.get(`${id}-result`)!, ...booked.get(`${id}-result`)!],
            ];
            assert.equal(way.length, 4);
            assert.equal(new Set(way.map(({ traceId }) => traceId)).size, 1);
            const parents = way.map(({ parentSpanId }) => parentSpanId || undefined);
            const spans = way.map(({ spanId }) => spanId);
            assert.deepEqual(parents, [undefined, ...spans.slice(0, -1)]);
        }
        console.log(`      ${ledger.summary()}, spans ${orders.length * 4}`);
    });

    it("go on with what is delivered again when a consumer is killed", async () => {
        await scale("deployment/accounts", 1);
        await scale("deployment/orders-worker", 2);
        await scale("deployment/orders-api", 1);
        await grow(ledger, 100, "messages to flow again");
        const [killed] = await workers();
        killProgram(killed!, "node");
        await grow(ledger, 100, "messages to flow on");
        await stopProducing(namespace);
        await consumed(ledger);
        const again = await redelivered();
        assert.ok(again.length > 0);
        const found = () => collector.spans().then(messages);
        await waitFor("their spans", 60, async () => {
            const { processed } = await found();
            return again.every((id) => processed.has(id));
        });
        const { sent, processed } = await found();
        for (const id of again) {
            const [origin] = sent.get(id)!;
            for (const { traceId, parentSpanId } of processed.get(id)!) {
                assert.deepEqual([traceId, parentSpanId], [origin!.traceId, origin!.spanId]);
            }
        }
        console.log(`      ${ledger.summary()}, delivered again ${again.length}`);
    });

    it("have no password in them, and no address with one", async () => {
        const text = await collector.text();
        assert.match(text, /"rabbitmq\.e2e-traces\.svc/);
        for (const client of ["orders-api", "orders-worker"]) {
            const { password, AMQP_URL } = await secretValues(namespace, `rabbitmq-${client}-v1`);
            assert.ok(password!.length > 10);
            assert.deepEqual(
                [password!, AMQP_URL!].map((secret) => text.includes(secret)),
                [...[false, false]],
            );
        }
    });

    it("cost no message and no restart when the collector is gone, and one line a minute; and come again with it", async () => {
        await scale("deployment/orders-api", 1);
        await grow(ledger, 100, "messages to flow");
        const before = await restartsOfAll();
        await collector.scale(0);
        await waitFor("it to be missed", 120, async () => {
            const told = await Promise.all((await clients()).map(missed));
            return told.every((lines) => lines > 0);
        });
        await grow(ledger, 400, "messages to flow without it");
        const told = await Promise.all((await clients()).map(missed));
        assert.ok(
            told.every((lines) => lines <= 2),
            String(told),
        );
        await collector.scale(1);
        await grow(ledger, 100, "messages to flow with it");
        await stopProducing(namespace);
        await consumed(ledger);
        assert.deepEqual(await restartsOfAll(), before);
        assert.deepEqual(ledger.lost(), []);
        await waitFor("spans of both again", 60, async () => {
            const { sent, processed } = messages(await collector.spans());
            return sent.size > 0 && processed.size > 0;
        });
        console.log(`      ${ledger.summary()}`);
    });
});

function scale(what: string, replicas: number): Promise<string> {
    return kubectl("scale", "-n", namespace, what, `--replicas=${replicas}`);
}

async function workers() {
    const consumers = await pods(namespace, "consumer");
    return consumers.filter(({ metadata }) => metadata.name.startsWith("orders-worker-"));
}

async function clients(): Promise<string[]> {
    const found = [...(await pods(namespace, "producer")), ...(await workers())];
    return found.map(({ metadata }) => metadata.name);
}

async function restartsOfAll(): Promise<number> {
    return (await workers()).reduce((sum, pod) => sum + restarts(pod), 0);
}

async function events(pod: string): Promise<{ [field: string]: unknown }[]> {
    const text = await kubectl("logs", "-n", namespace, pod);
    return text
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as { [field: string]: unknown });
}

/** How often a pod has said that nobody takes its traces. */
async function missed(pod: string): Promise<number> {
    return (await events(pod)).filter(({ event }) => event === "tracing-error").length;
}

/** The ids of what consumers got that others had got before. */
async function redelivered(): Promise<string[]> {
    const all = await Promise.all((await workers()).map(({ metadata }) => events(metadata.name)));
    const again = all
        .flat()
        .filter(({ event, redelivered: twice }) => event === "consumed" && twice);
    return again.map(({ id }) => id as string);
}

/** Spans of orders that were sent and worked on, and of results that were sent, by message id. */
function messages(spans: Span[]) {
    const select = (kind: number, service: string) => {
        const selected = new Map<string, Span[]>();
        for (const span of spans.filter((one) => one.kind === kind && one.service === service)) {
            const id = span.attributes["messaging.message.id"] as string;
            selected.set(id, [...(selected.get(id) ?? []), span]);
        }
        return selected;
    };
    return {
        sent: select(producerKind, "orders-api"),
        processed: select(consumerKind, "orders-worker"),
        results: select(producerKind, "orders-worker"),
        booked: select(consumerKind, "accounts"),
    };
}

function configuration(): StackConfiguration {
    const dev = smallStack("dev");
    const workload = (service: string, env: { [name: string]: string }) => ({
        ...{ queue: "orders", resources: { cpu: "20m" } },
        env: {
            ...{ LOG_LEVEL: "debug", ...env },
            ...{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: service },
        },
    });
    return {
        ...dev,
        ...{ namespace, createNamespace: false },
        queues: { orders: { deliveryLimit: 5 }, invoices: {} },
        producers: {
            "orders-api": {
                ...workload("orders-api", { MESSAGES_PER_SECOND: "20" }),
                image: "producer:1.0",
            },
        },
        consumers: {
            "orders-worker": {
                ...workload("orders-worker", { HANDLER_MILLISECONDS: "500" }),
                ...{ image: "consumer:1.0", replicas: 2, prefetch: 20 },
                results: { queue: "invoices" },
            },
            accounts: { ...workload("accounts", {}), queue: "invoices", image: "consumer:1.0" },
        },
    };
}
