import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { TopologyArgs } from "../../../components/topology/arguments";
import { ExchangeType } from "../../../components/topology/arguments";
import type { TopologySettings } from "../../../components/topology/defaults";
import { rotationDefaults, topologyDefaults } from "../../../components/topology/defaults";
import { bootDefinitions, renderDefinitions } from "../../../components/topology/definitions";
import { PolicyTarget } from "../../../components/topology/policy";
import { QueueType } from "../../../components/topology/queue";
import type { HashedCredential } from "../../../components/topology/userDefinitions";
import { administrator, credentials } from "../../../components/topology/users";

/** The administrator and the clients of a topology, with hashes that tell them apart. */
function users({ clients }: TopologySettings): HashedCredential[] {
    return [
        ...credentials(administrator, rotationDefaults({})),
        ...Object.entries(clients).flatMap(([name, client]) => credentials(name, client)),
    ].map((user) => ({ ...user, passwordHash: `hash of ${user.username}` }));
}

const render = (args: TopologyArgs) => {
    const topology = topologyDefaults(args);
    return renderDefinitions("mq", topology, users(topology));
};

const names = (things: { name: string }[]) => things.map(({ name }) => name);

/** The example of the design: a queue, who publishes to it, who consumes from it. */
const orders: TopologyArgs = {
    queues: { orders: { deliveryLimit: 5 } },
    clients: {
        "orders-api": { publishesTo: ["orders"] },
        "orders-worker": { consumesFrom: ["orders"] },
    },
};

describe("renderDefinitions", () => {
    it("renders the example of the design as a person would write it for RabbitMQ", () => {
        const golden = readFileSync(join(__dirname, "golden/orders.definitions.json"), "utf8");
        assert.deepEqual(render(orders), JSON.parse(golden));
    });

    it("renders the same bytes each time", () => {
        assert.equal(JSON.stringify(render(orders)), JSON.stringify(render(orders)));
    });

    it("tags the users that it makes, and makes nobody but the administrator one", () => {
        const tags = render(orders).users.map(({ name, tags }) => [name, ...tags]);
        assert.deepEqual(tags, [
            ["administrator-v1", "administrator", "queue-workloads:mq"],
            ["orders-api-v1", "queue-workloads:mq"],
            ["orders-worker-v1", "queue-workloads:mq"],
        ]);
    });

    it("gives both versions of a client the same rights during a rotation", () => {
        const definitions = render({
            ...orders,
            clients: { "orders-api": { publishesTo: ["orders"], credentialVersion: 2 } },
        });
        const rights = definitions.permissions.filter(({ user }) => user.startsWith("orders-api"));
        const same = { vhost: "/", configure: "^$", write: "^orders$", read: "^$" };
        assert.deepEqual(rights, [
            { user: "orders-api-v2", ...same },
            { user: "orders-api-v1", ...same },
        ]);
    });

    it("limits a client's connections and channels when told to, and otherwise lifts every limit", () => {
        const clients = { api: { maxConnections: 5, maxChannels: 9 }, free: {} };
        const limits = render({ clients }).users.map(({ name, limits }) => [name, limits]);
        assert.deepEqual(limits, [
            ["administrator-v1", { "max-connections": -1, "max-channels": -1 }],
            ["api-v1", { "max-connections": 5, "max-channels": 9 }],
            ["free-v1", { "max-connections": -1, "max-channels": -1 }],
        ]);
    });

    it("makes every virtual host, and lets the administrator into all of them", () => {
        const definitions = render({ virtualHosts: { eu: {}, us: {} } });
        assert.deepEqual(names(definitions.vhosts), ["/", "eu", "us"]);
        const all = { configure: ".*", write: ".*", read: ".*" };
        assert.deepEqual(
            definitions.permissions,
            ["/", "eu", "us"].map((vhost) => ({ user: "administrator-v1", vhost, ...all })),
        );
    });

    it("lets a client into its own virtual host only", () => {
        const definitions = render({
            virtualHosts: { eu: { queues: { orders: {} } } },
            clients: { worker: { virtualHost: "eu", consumesFrom: ["orders"] } },
        });
        const rights = definitions.permissions.filter(({ user }) => user === "worker-v1");
        assert.deepEqual(rights, [
            { user: "worker-v1", vhost: "eu", configure: "^$", write: "^$", read: "^orders$" },
        ]);
    });

    it("restricts routing keys where the client says so, and reading by topic altogether", () => {
        const definitions = render({
            exchanges: { events: {}, audit: {}, other: {}, all: { type: ExchangeType.Fanout } },
            clients: {
                api: {
                    publishesTo: ["events", "audit", "all"],
                    routingKeys: { events: "^order\\." },
                },
            },
        });
        const client = { user: "api-v1", vhost: "/", read: "^$" };
        assert.deepEqual(definitions.topic_permissions, [
            { ...client, exchange: "events", write: "^order\\." },
            { ...client, exchange: "audit", write: ".*" },
        ]);
    });

    it("lets no alternative of a routing key begin anywhere else than the first", () => {
        const { topic_permissions: rights } = render({
            exchanges: { events: {} },
            clients: { api: { publishesTo: ["events"], routingKeys: { events: "^a|b" } } },
        });
        assert.deepEqual(
            rights.map(({ write }) => write),
            ["^(?:^a|b)"],
        );
    });

    it("makes an exchange of the queue's name for each queue that clients publish to", () => {
        const definitions = render({
            queues: { orders: {}, idle: {} },
            exchanges: { events: {}, all: { type: ExchangeType.Fanout } },
            clients: { api: { publishesTo: ["orders", "events"] } },
        });
        assert.deepEqual(
            definitions.exchanges.map(({ name, type, durable }) => [name, type, durable]),
            [
                ["events", "topic", true],
                ["all", "fanout", true],
                ["orders", "direct", true],
            ],
        );
        assert.deepEqual(definitions.bindings, [
            {
                source: "orders",
                vhost: "/",
                destination: "orders",
                destination_type: "queue",
                routing_key: "orders",
                arguments: {},
            },
        ]);
    });

    it("gives every queue but streams a dead letter queue of a fitting type", () => {
        const definitions = render({
            queues: {
                safe: {},
                fast: { type: QueueType.Classic },
                log: { type: QueueType.Stream },
                none: { deadLetterQueue: false },
            },
        });
        assert.deepEqual(
            definitions.queues.map((queue) => [queue.name, queue.arguments["x-queue-type"]]),
            [
                ["safe", "quorum"],
                ["safe.dead-letters", "quorum"],
                ["fast", "classic"],
                ["fast.dead-letters", "classic"],
                ["log", "stream"],
                ["none", "quorum"],
            ],
        );
        assert.ok(definitions.queues.every(({ durable, auto_delete }) => durable && !auto_delete));
    });

    it("passes further policies and bindings on", () => {
        const definitions = render({
            queues: { log: { type: QueueType.Stream } },
            exchanges: { events: { type: ExchangeType.Headers } },
            bindings: {
                all: { exchange: "events", queue: "log", arguments: { "x-match": "all" } },
            },
            policies: {
                age: { pattern: "^log$", definition: { "max-age": "1D" } },
                own: {
                    pattern: ".",
                    applyTo: PolicyTarget.Streams,
                    priority: 7,
                    definition: { "max-age": "2D" },
                },
            },
        });
        assert.deepEqual(definitions.policies, [
            {
                vhost: "/",
                name: "queue-workloads.policy.age",
                pattern: "^log$",
                "apply-to": "queues",
                priority: 0,
                definition: { "max-age": "1D" },
            },
            {
                vhost: "/",
                name: "queue-workloads.policy.own",
                pattern: ".",
                "apply-to": "streams",
                priority: 7,
                definition: { "max-age": "2D" },
            },
        ]);
        assert.deepEqual(
            definitions.bindings.map(({ source, routing_key, arguments: given }) => ({
                source,
                routing_key,
                given,
            })),
            [{ source: "events", routing_key: "", given: { "x-match": "all" } }],
        );
    });

    it("renders nobody named guest", () => {
        assert.doesNotMatch(JSON.stringify(render(orders)), /guest/);
    });
});

describe("bootDefinitions", () => {
    it("hold only what RabbitMQ cannot refuse: users, virtual hosts and permissions", () => {
        const topology = topologyDefaults({ ...orders, exchanges: { events: {} } });
        const whole = renderDefinitions("mq", topology, users(topology));
        const boot = bootDefinitions(whole);
        assert.deepEqual(Object.keys(boot), ["users", "vhosts", "permissions"]);
        assert.deepEqual({ ...whole, ...boot }, whole);
    });
});
