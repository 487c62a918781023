import assert from "node:assert/strict";

import type { ExportedDefinitions } from "../../../components/import/exported";
import { importedTopology } from "../../../components/import/importedTopology";
import type { TopologyArgs } from "../../../components/index";
import { topologyDefaults } from "../../../components/topology/defaults";
import { renderDefinitions } from "../../../components/topology/definitions";

const of = (definitions: ExportedDefinitions, quorum = false) =>
    importedTopology(definitions, quorum);
const queue = (args: { [key: string]: unknown }, name = "orders") => ({
    ...{ name, vhost: "/", durable: true, auto_delete: false },
    arguments: args,
});
const queueOf = (args: { [key: string]: unknown }, quorum = false) => {
    const { declared, remarks } = of({ queues: [queue(args)] }, quorum);
    return { queue: declared.queues!["orders"], remarks };
};

describe("importedTopology, of a queue", () => {
    const cases: [what: string, args: { [key: string]: unknown }, expected: object][] = [
        [
            "classic is what RabbitMQ makes unless told",
            {},
            { type: "classic", deadLetterQueue: false },
        ],
        ["quorum", { "x-queue-type": "quorum" }, { deadLetterQueue: false }],
        [
            "stream with an age",
            { "x-queue-type": "stream", "x-max-age": "7D" },
            { type: "stream", maxAgeSeconds: 604_800 },
        ],
        [
            "limits, milliseconds as seconds",
            {
                "x-queue-type": "quorum",
                "x-message-ttl": 60_000,
                "x-expires": 90_000,
                "x-max-length": 5,
                "x-max-length-bytes": 7,
                "x-overflow": "reject-publish",
                "x-delivery-limit": 3,
            },
            {
                deadLetterQueue: false,
                messageTtlSeconds: 60,
                expiresSeconds: 90,
                maxLength: 5,
                maxLengthBytes: 7,
                overflow: "reject-publish",
                deliveryLimit: 3,
            },
        ],
        [
            "priorities and a single active consumer",
            { "x-max-priority": 5, "x-single-active-consumer": true },
            { type: "classic", deadLetterQueue: false, maxPriority: 5, singleActiveConsumer: true },
        ],
        [
            "its own dead letter queue through the default exchange",
            {
                "x-queue-type": "quorum",
                "x-dead-letter-exchange": "",
                "x-dead-letter-routing-key": "orders.dead-letters",
            },
            {},
        ],
    ];
    for (const [what, args, expected] of cases) {
        it(`takes ${what}`, () => {
            assert.deepEqual(queueOf(args), { queue: expected, remarks: [] });
        });
    }

    it("takes a dead letter exchange that is declared", () => {
        const args = {
            "x-queue-type": "quorum",
            "x-dead-letter-exchange": "dead",
            "x-dead-letter-routing-key": "o",
        };
        const exchanges = [{ name: "dead", vhost: "/", type: "fanout", durable: true }];
        const { declared, remarks } = of({ queues: [queue(args)], exchanges });
        assert.deepEqual(declared.queues, {
            orders: { deadLetterExchange: "dead", deadLetterRoutingKey: "o" },
        });
        assert.deepEqual(remarks, []);
    });

    it("makes a quorum queue of a classic one when told", () => {
        assert.deepEqual(queueOf({ "x-max-length": 5 }, true), {
            queue: { deadLetterQueue: false, maxLength: 5 },
            remarks: [],
        });
    });

    it("says what has no counterpart", () => {
        const { remarks } = queueOf({
            "x-queue-type": "quorum",
            "x-message-ttl": 1500,
            "x-queue-mode": "lazy",
        });
        assert.deepEqual(remarks, [
            "queue orders: argument x-message-ttl: 1500 has no counterpart and is left out",
            'queue orders: argument x-queue-mode: "lazy" has no counterpart and is left out',
        ]);
    });

    it("leaves to clients what clients declare", () => {
        const { declared, remarks } = of({
            queues: [{ ...queue({}, "amq.gen-1"), exclusive: true }],
        });
        assert.equal(declared.queues, undefined);
        assert.match(remarks.join(), /^queue amq\.gen-1: .*its clients declare it/);
    });
});

describe("importedTopology, of the rest", () => {
    const definitions: ExportedDefinitions = {
        vhosts: [{ name: "/" }, { name: "billing" }],
        queues: [
            queue({ "x-queue-type": "quorum" }),
            { ...queue({ "x-queue-type": "quorum" }, "invoices"), vhost: "billing" },
        ],
        exchanges: [
            { name: "events", vhost: "/", type: "topic", durable: true },
            { name: "amq.topic", vhost: "/", type: "topic", durable: true },
            { name: "later", vhost: "/", type: "x-delayed-message", durable: true },
        ],
        bindings: [
            {
                source: "",
                vhost: "/",
                destination: "orders",
                destination_type: "queue",
                routing_key: "orders",
            },
            {
                source: "events",
                vhost: "/",
                destination: "orders",
                destination_type: "queue",
                routing_key: "order.#",
                arguments: {},
            },
            {
                source: "later",
                vhost: "/",
                destination: "orders",
                destination_type: "queue",
                routing_key: "",
            },
        ],
        policies: [
            {
                name: "ha",
                vhost: "/",
                pattern: ".*",
                "apply-to": "queues",
                definition: { "ha-mode": "all" },
            },
            {
                name: "short",
                vhost: "/",
                pattern: "^orders$",
                "apply-to": "queues",
                priority: 200,
                definition: { "max-length": 9 },
            },
        ],
        users: [
            { name: "admin", tags: ["administrator"] },
            { name: "Orders_API", tags: [] },
            { name: "worker", tags: "monitoring" },
        ],
        permissions: [
            { user: "Orders_API", vhost: "/", configure: "", write: "^(events)$", read: "" },
            { user: "worker", vhost: "/", configure: ".*", write: "", read: "orders" },
            { user: "worker", vhost: "billing", configure: "", write: ".*", read: ".*" },
        ],
    };
    const { declared, remarks } = of(definitions);

    it("declares exchanges, bindings and policies", () => {
        assert.deepEqual(declared.exchanges, { events: {} });
        assert.deepEqual(declared.bindings, {
            "orders-1": { exchange: "events", queue: "orders", routingKey: "order.#" },
        });
        assert.deepEqual(declared.policies, {
            short: {
                pattern: "^orders$",
                applyTo: "queues",
                priority: 99,
                definition: { "max-length": 9 },
            },
        });
    });

    it("keeps virtual hosts apart", () => {
        assert.deepEqual(declared.virtualHosts, {
            billing: { queues: { invoices: { deadLetterQueue: false } } },
        });
    });

    it("makes a client of each user and virtual host, with the rights that its patterns give", () => {
        assert.deepEqual(declared.clients, {
            "orders-api": { publishesTo: ["events"] },
            worker: { consumesFrom: ["orders"], declares: true },
            "worker-billing": {
                virtualHost: "billing",
                publishesTo: ["invoices"],
                consumesFrom: ["invoices"],
            },
        });
    });

    it("says what a person has to look at", () => {
        assert.deepEqual(
            remarks.map((remark) => remark.split(/[:,;]/)[0]),
            [
                "exchange later",
                'binding later -> orders ("")',
                "policy ha",
                "policy short",
                "user admin",
                "user Orders_API becomes client orders-api",
                "client worker",
                "user worker becomes client worker-billing",
                "client worker-billing",
            ],
        );
    });

    it("gives two users whose names become one a client each", () => {
        const user = (name: string) => ({ name, tags: [] });
        const right = (name: string) => ({
            user: name,
            vhost: "/",
            configure: "",
            write: "",
            read: "",
        });
        const names = ["a_b", "a.b", "a-b"];
        const clients = of({ users: names.map(user), permissions: names.map(right) }).declared
            .clients;
        assert.deepEqual(Object.keys(clients!), ["a-b", "a-b-2", "a-b-3"]);
    });
});

describe("importedTopology, of a broker of ours", () => {
    it("finds what was declared", () => {
        const topology: TopologyArgs = {
            queues: { orders: { deadLetterQueue: false }, log: { type: "stream" as never } },
            exchanges: { events: { type: "fanout" as never } },
            bindings: { "orders-1": { exchange: "events", queue: "orders" } },
            virtualHosts: { billing: { queues: { invoices: { deadLetterQueue: false } } } },
        };
        const definitions = renderDefinitions("owner", topologyDefaults(topology), []);
        const { declared, remarks } = of(
            JSON.parse(JSON.stringify(definitions)) as ExportedDefinitions,
        );
        assert.deepEqual({ declared, remarks }, { declared: topology, remarks: [] });
    });
});
