import assert from "node:assert/strict";

import { QueueType } from "../../../components/index";
import type { TopologyArgs } from "../../../components/topology/arguments";
import { clientDeclarations } from "../../../components/topology/declarations";
import { topologyDefaults } from "../../../components/topology/defaults";
import { renderDefinitions } from "../../../components/topology/definitions";

const declared: TopologyArgs = {
    virtualHosts: {
        shop: {
            queues: {
                orders: { maxLength: 5, singleActiveConsumer: true },
                trail: { type: QueueType.Stream, partitions: 2 },
                refunds: {},
            },
            exchanges: { events: {}, audit: {} },
            bindings: {
                paid: { exchange: "events", queue: "orders", routingKey: "paid" },
                refunded: { exchange: "audit", queue: "refunds" },
            },
        },
    },
    queues: { orders: {} },
    clients: {
        api: { virtualHost: "shop", publishesTo: ["orders"] },
        worker: { virtualHost: "shop", consumesFrom: ["orders"], declares: true },
        auditor: { virtualHost: "shop", consumesFrom: ["trail"], declares: true },
    },
};

function of(client: string, changed: TopologyArgs = declared) {
    const topology = topologyDefaults(changed);
    const definitions = renderDefinitions("", topology, []);
    return clientDeclarations(definitions, topology, topology.clients[client]!);
}

const queue = { durable: true, auto_delete: false };
const exchange = { ...queue, internal: false, arguments: {} };

describe("clientDeclarations", () => {
    it("has what a client may declare of its virtual host, and how", () => {
        assert.deepEqual(of("worker"), {
            queues: [
                {
                    ...{ name: "orders", ...queue },
                    arguments: { "x-queue-type": "quorum", "x-single-active-consumer": true },
                },
            ],
            exchanges: [
                { ...exchange, name: "events", type: "topic" },
                { ...exchange, name: "orders", type: "direct" },
            ],
            bindings: [
                {
                    ...{ source: "events", destination: "orders", destination_type: "queue" },
                    ...{ routing_key: "paid", arguments: {} },
                },
            ],
        });
    });

    it("has the parts of a super stream", () => {
        assert.deepEqual(
            of("auditor").queues.map(({ name }) => name),
            ["trail-0", "trail-1"],
        );
    });

    it("is the same whatever changes on a living queue", () => {
        const { shop } = declared.virtualHosts!;
        const orders = { singleActiveConsumer: true, messageTtlSeconds: 60 };
        const queues = { ...shop!.queues, orders };
        const changed = { ...declared, virtualHosts: { shop: { ...shop, queues } } };
        assert.deepEqual(of("worker", changed), of("worker"));
    });

    it("has nothing for a client that does not declare", () => {
        assert.deepEqual(of("api"), { queues: [], exchanges: [], bindings: [] });
    });
});
