import assert from "node:assert/strict";

import type { TopologyArgs } from "../../../components/topology/arguments";
import { topologyDefaults } from "../../../components/topology/defaults";
import { renderDefinitions } from "../../../components/topology/definitions";
import { topologyProblems } from "../../../components/topology/problems";
import { QueueType } from "../../../components/topology/queue";
import { exchangeTypes, queueTypes } from "../../../components/topology/recordedTypes";
import { credentials } from "../../../components/topology/users";
import { problemLines } from "../problemLines";

const trail = { type: QueueType.Stream, partitions: 3, maxAgeSeconds: 60 };
const args: TopologyArgs = {
    queues: { trail },
    clients: { api: { publishesTo: ["trail"] }, auditor: { consumesFrom: ["trail"] } },
};
const parts = ["trail-0", "trail-1", "trail-2"];

const lines = (changed: TopologyArgs) => problemLines(topologyProblems({ ...args, ...changed }));

describe("A super stream", () => {
    const topology = topologyDefaults(args);
    const users = Object.entries(topology.clients).flatMap(([name, client]) =>
        credentials(name, client).map((user) => ({ ...user, passwordHash: "hash" })),
    );
    const rendered = renderDefinitions("mq", topology, users);

    it("is an exchange of its name before as many streams, in order, and no queue of its name", () => {
        assert.deepEqual(rendered.exchanges, [
            {
                name: "trail",
                vhost: "/",
                type: "direct",
                durable: true,
                auto_delete: false,
                internal: false,
                arguments: { "x-super-stream": true },
            },
        ]);
        assert.deepEqual(
            rendered.queues.map((queue) => [queue.name, queue.arguments["x-queue-type"]]),
            parts.map((name) => [name, "stream"]),
        );
        assert.deepEqual(
            rendered.bindings.map((binding) => [
                binding.source,
                binding.destination,
                binding.routing_key,
                binding.arguments,
            ]),
            parts.map((name, index) => [
                "trail",
                name,
                String(index),
                { "x-stream-partition-order": index },
            ]),
        );
    });

    it("keeps messages in each of its streams as long as it is told", () => {
        assert.deepEqual(
            rendered.policies.map(({ name, pattern, definition }) => [name, pattern, definition]),
            parts.map((name) => [
                `queue-workloads.queue.${name}`,
                `^${name}$`,
                { "max-age": "60s" },
            ]),
        );
    });

    it("is written to as an exchange and as streams, and read as streams, whose names its exchange tells", () => {
        assert.deepEqual(
            rendered.permissions.map(({ user, configure, write, read }) => [
                user,
                configure,
                write,
                read,
            ]),
            [
                ["api-v1", "^$", "^(trail|trail-0|trail-1|trail-2)$", "^$"],
                ["auditor-v1", "^$", "^$", "^(trail|trail-0|trail-1|trail-2)$"],
            ],
        );
    });

    it("is recorded with its number of streams, which never changes", () => {
        assert.deepEqual(queueTypes(topology), { "/": { trail: "stream (partitions: 3)" } });
        assert.deepEqual(exchangeTypes(topology), { "/": { trail: "direct" } });
    });

    it("shares its names with nothing else", () => {
        assert.deepEqual(lines({}), []);
        assert.deepEqual(lines({ queues: { trail, "trail-1": {} }, exchanges: { trail: {} } }), [
            'queues.trail-1 is "trail-1"; allowed: a name that is no partition of trail. Rename it.',
            'exchanges.trail is "trail"; allowed: a name that no super stream has. A super stream is an exchange of its name: rename the exchange.',
        ]);
    });

    it("is made of streams alone, 2 to 100 of them", () => {
        const problems = lines({
            queues: { trail: { ...trail, partitions: 1 }, orders: { partitions: 2 } },
        });
        assert.deepEqual(problems, [
            "queues.trail.partitions is 1; allowed: a whole number from 2 to 100. Correct it.",
            "queues.orders.partitions is 2; allowed: nothing for a quorum queue. Leave it out.",
        ]);
    });
});
