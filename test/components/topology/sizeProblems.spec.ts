import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import type { TopologyArgs } from "../../../components/topology/arguments";
import { topologyDefaults } from "../../../components/topology/defaults";
import type { Queue } from "../../../components/topology/queue";
import { sizeProblems } from "../../../components/topology/sizeProblems";
import { problemLines } from "../problemLines";

const many = (count: number, prefix: string, queue: Queue = {}) => ({
    queues: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, queue]),
    ),
});
const problems = (args: TopologyArgs) => problemLines(sizeProblems(topologyDefaults(args)));

describe("sizeProblems", () => {
    it("takes ten thousand queues in twenty virtual hosts, each with a dead letter queue", () => {
        const hosts = Array.from({ length: 20 }, (_, index) => [
            `team-${index}`,
            many(500, "orders-of-a-customer"),
        ]);
        const virtualHosts = Object.fromEntries(hosts) as TopologyArgs["virtualHosts"];
        assert.deepEqual(problems({ virtualHosts }), []);
    });

    it("takes ten thousand queues in one where they have no policies", () => {
        const queue = { deadLetterQueue: false };
        assert.deepEqual(problems(many(10_000, "orders-of-a-customer", queue)), []);
    });

    it("refuses more policies in a virtual host than RabbitMQ compares in time, with the limit and its place", () => {
        const allowed =
            "allowed: queues times policies of at most 1000000, which RabbitMQ compares for each change: " +
            "500 queues with a dead letter queue each. Declare some of them in another virtual host.";
        assert.deepEqual(problems({ ...many(501, "a"), virtualHosts: { eu: many(600, "b") } }), [
            `queues is "1002 queues with 1002 policies"; ${allowed}`,
            `virtualHosts.eu.queues is "1200 queues with 1200 policies"; ${allowed}`,
        ]);
    });

    it("refuses what a Secret could not keep, with the limit", () => {
        const names = Array.from({ length: 25_000 }, (_, index) =>
            createHash("sha256").update(String(index)).digest("hex"),
        );
        const plain: Queue = { deadLetterQueue: false };
        const queues = Object.fromEntries(names.map((name) => [name, plain]));
        const [line, ...others] = problems({ queues });
        assert.match(
            line!,
            /^queues is "25000 queues, \d+ bytes"; allowed: definitions of at most 900000 bytes when they are compressed\. Declare some/,
        );
        assert.deepEqual(others, []);
    });
});
