import assert from "node:assert/strict";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import { ExchangeType, PolicyTarget } from "../../components/index";
import type { TopologyArgs } from "../../components/topology/arguments";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import { ReferenceWorkloads } from "../e2e/referenceProcesses";
import { waitFor } from "../e2e/waitFor";

/** As docs/applications.md says: nothing is bound to events, and what no queue takes is parked. */
const declared: TopologyArgs = {
    exchanges: { events: {}, unrouted: { type: ExchangeType.Fanout } },
    queues: { news: {}, parked: {} },
    bindings: { parked: { exchange: "unrouted", queue: "parked" } },
    policies: {
        unrouted: {
            pattern: "^events$",
            applyTo: PolicyTarget.Exchanges,
            definition: { "alternate-exchange": "unrouted" },
        },
    },
    clients: {
        reporter: { publishesTo: ["events"] },
        archive: { consumesFrom: ["parked", "news"] },
    },
};

describe("What no queue takes", () => {
    const broker = new BrokerWithoutCluster();
    const workloads = new ReferenceWorkloads();

    before(async () => {
        await Promise.all([broker.start(), workloads.build()]);
        await apply(declared);
    });
    after(async () => {
        await workloads.stop();
        await broker.stop();
    });

    async function apply(args: TopologyArgs): Promise<void> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, args);
        assert.equal(exitCode, 0, all);
    }

    const url = (client: string) => `amqp://${client}-v1:${client}@127.0.0.1:${broker.amqp}/%2F`;
    const publish = (messages: number) =>
        workloads.start("producer", {
            ...{ AMQP_URL: url("reporter"), EXCHANGE: "events", ROUTING_KEY: "news.local" },
            ...{ MESSAGE_COUNT: String(messages), MESSAGES_PER_SECOND: "50" },
        });
    const consume = (queue: string) =>
        workloads.start("consumer", { AMQP_URL: url("archive"), QUEUE: queue });

    it("is parked on the broker, where it outlives its producer, and goes to its queue once there is a binding", async () => {
        const killed = await publish(200);
        await waitFor("some to be confirmed", 60, () => killed.logged("confirmed").length >= 50);
        await killed.ended("SIGKILL");
        const next = await publish(100);
        assert.equal(await next.ended(), 0, next.log);
        assert.equal(next.logged("confirmed").length, 100);
        assert.deepEqual([...killed.logged("unroutable"), ...next.logged("unroutable")], []);

        const news = { exchange: "events", queue: "news", routingKey: "news.#" };
        await apply({ ...declared, bindings: { ...declared.bindings, news } });
        const routed = await publish(50);
        assert.equal(await routed.ended(), 0, routed.log);

        const parked = await consume("parked");
        const taken = await consume("news");
        const confirmed = [...killed.logged("confirmed"), ...next.logged("confirmed")];
        const missing = () => {
            const consumed = new Set(parked.logged("consumed"));
            return confirmed.filter((id) => !consumed.has(id));
        };
        await waitFor("all that was parked", 60, () => missing().length === 0, missing);
        await waitFor("all that was routed", 60, () => taken.logged("consumed").length === 50);
        assert.deepEqual(taken.logged("consumed").sort(), routed.logged("confirmed").sort());
        const others = parked.logged("consumed").filter((id) => !confirmed.includes(id));
        // Of the one that was killed, the broker may have had what it had not yet confirmed.
        assert.ok(others.every((id) => killed.logged("published").includes(id)));
    });
});
