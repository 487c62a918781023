import assert from "node:assert/strict";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { createLog } from "../../../workloads/log";
import { consumerSettings } from "../../../workloads/settings";
import { openTelemetry } from "../../../workloads/tracing/openTelemetry";
import type { Headers, Tracing } from "../../../workloads/tracing/tracing";
import type { ExportedTraces, Span } from "./spans";
import { consumerKind, errorCode, producerKind, spansOf } from "./spans";

const orders = { exchange: "orders", routingKey: "orders", messageId: "api-1" };
const common = {
    "messaging.system": "rabbitmq",
    "messaging.rabbitmq.destination.routing_key": "orders",
    "messaging.message.id": "api-1",
    "server.address": "rabbitmq.shop.svc",
    "server.port": 5672,
};

describe("the traces of a workload", () => {
    const exported: string[] = [];
    const lines: string[] = [];
    let collector: Server;
    /** What the collector answers, if it does. */
    let status: number | undefined;
    let variables: { [name: string]: string };
    let tracing: Tracing;

    before(async () => {
        collector = createServer((request, response) => {
            let text = "";
            request.on("data", (chunk: Buffer) => (text += chunk.toString()));
            request.on("end", () => {
                exported.push(text);
                if (status !== undefined) {
                    response.writeHead(status, { "content-type": "application/json" }).end("{}");
                }
            });
        });
        await new Promise<void>((done) => collector.listen(0, "127.0.0.1", done));
        const { port } = collector.address() as AddressInfo;
        variables = {
            OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
            OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
            OTEL_SERVICE_NAME: "orders-worker",
        };
    });
    beforeEach(() => {
        exported.length = lines.length = 0;
        status = 200;
        Object.assign(process.env, variables);
        const url = "amqp://worker-v1:s3cret-word@rabbitmq.shop.svc:5672/%2F";
        const settings = consumerSettings({ ...variables, AMQP_URL: url, QUEUE: "orders" });
        const log = createLog("info", (line) => lines.push(line));
        tracing = openTelemetry(settings, log);
    });
    afterEach(() => {
        // What OpenTelemetry has been told once, it holds for the whole process.
        Reflect.deleteProperty(globalThis, Symbol.for("opentelemetry.js.api.1"));
        Object.keys(variables).forEach((name) => delete process.env[name]);
    });
    after(() => {
        collector.close();
        collector.closeAllConnections();
    });

    async function ended(): Promise<Span[]> {
        await tracing.end();
        return exported.flatMap((text) => spansOf(JSON.parse(text) as ExportedTraces));
    }

    function logged(field: "event" | "error"): string[] {
        return lines.map((line) => (JSON.parse(line) as { event: string; error: string })[field]);
    }

    async function headersOf(message = orders): Promise<Headers> {
        let sent: Headers | undefined;
        await tracing.send(message, (headers) => {
            sent = headers;
            return Promise.resolve();
        });
        return sent!;
    }

    it("go from the one that sends a message, in its headers, to the one that works on it, and on to what that one sends", async () => {
        const headers = await headersOf();
        assert.match(String(headers["traceparent"]), /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
        const delivery = { ...orders, headers, deliveryTag: 7 };
        await tracing.process("orders", delivery, async () => {
            await delay(1);
            await headersOf({ exchange: "", routingKey: "invoices", messageId: "api-1-result" });
        });
        const spans = await ended();
        const [sent, result, worked] = spans as [Span, Span, Span];
        assert.equal(spans.length, 3);
        assert.deepEqual(
            { ...sent.attributes, kind: sent.kind, name: sent.name },
            {
                ...common,
                "messaging.operation.name": "publish",
                "messaging.operation.type": "send",
                "messaging.destination.name": "orders:orders",
                ...{ kind: producerKind, name: "publish orders:orders" },
            },
        );
        assert.deepEqual(
            { ...worked.attributes, kind: worked.kind, name: worked.name },
            {
                ...common,
                "messaging.operation.name": "process",
                "messaging.operation.type": "process",
                "messaging.destination.name": "orders:orders",
                "messaging.rabbitmq.message.delivery_tag": 7,
                ...{ kind: consumerKind, name: "process orders:orders" },
            },
        );
        assert.equal(result.name, "publish invoices");
        assert.equal(worked.parentSpanId, sent.spanId);
        assert.equal(result.parentSpanId, worked.spanId);
        assert.deepEqual(new Set(spans.map(({ traceId }) => traceId)), new Set([sent.traceId]));
        assert.deepEqual(new Set(spans.map(({ service }) => service)), new Set(["orders-worker"]));
    });

    it("say what has failed, and let it fail", async () => {
        const returned = () => Promise.resolve("returned");
        await tracing.send(orders, returned, (sent) => sent);
        const fails = () => Promise.reject(new RangeError("no disk"));
        await assert.rejects(tracing.process("orders", orders, fails), /no disk/);
        const told = (await ended()).map(({ attributes, status }) => [
            attributes["error.type"],
            status.code,
            status.message,
        ]);
        assert.deepEqual(told, [
            ["returned", errorCode, undefined],
            ["RangeError", errorCode, "no disk"],
        ]);
    });

    it("begin anew where a message comes from nowhere, and whatever its headers hold", async () => {
        const odd = { traceparent: [1, 2], baggage: 3, "x-death": [{ count: 1 }] };
        await tracing.process("orders", { ...orders, headers: odd }, () => Promise.resolve());
        await tracing.process("orders", {}, () => Promise.resolve());
        const spans = await ended();
        assert.equal(new Set(spans.map(({ traceId }) => traceId)).size, 2);
        assert.equal(spans[1]!.name, "process orders");
    });

    it("have no password in them", async () => {
        await headersOf();
        await tracing.process("orders", orders, () => Promise.resolve());
        assert.equal((await ended()).length, 2);
        assert.doesNotMatch(exported.join(), /s3cret-word|worker-v1/);
    });

    it("cost no message and one line a minute when the collector refuses them", async () => {
        status = 400;
        for (let batch = 1; batch <= 3; batch++) {
            for (let i = 0; i < 600; i++) {
                await headersOf();
            }
            while (exported.length < batch) {
                await delay(5);
            }
        }
        await tracing.end();
        assert.deepEqual(logged("event"), ["tracing-error"]);
        assert.deepEqual(logged("error"), ["Bad Request"]);
    });

    it("do not keep a process from its end when the collector never answers", async () => {
        status = undefined;
        await headersOf();
        await tracing.end();
        assert.deepEqual(logged("error"), ["no answer within 2 s"]);
    });
});
