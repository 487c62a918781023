import assert from "node:assert/strict";

import { federationDefaults } from "../../components/broker/federationUpstreams";
import { shovelDefaults } from "../../components/broker/shovels";
import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { FederationUpstream, Shovel } from "../../components/index";
import type { TopologyArgs } from "../../components/topology/arguments";
import { PolicyTarget } from "../../components/topology/policy";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import { waitFor } from "../e2e/waitFor";
import { publish } from "./publish";

const secret = { name: "old-broker", key: "uri" };
const [first, second] = ["first-s3cret", "second-s3cret"];
const shovels: { [name: string]: Shovel } = {
    parcels: { source: { uri: secret, queue: "parcels" }, destination: { queue: "parcels" } },
};
const federationUpstreams: { [name: string]: FederationUpstream } = { old: { uri: secret } };
const declared: TopologyArgs = { queues: { parcels: {} }, exchanges: { news: {} } };
const federated: TopologyArgs = {
    ...declared,
    bindings: { news: { exchange: "news", queue: "parcels", routingKey: "#" } },
    policies: {
        news: {
            pattern: "^news$",
            applyTo: PolicyTarget.Exchanges,
            definition: { "federation-upstream": "old" },
        },
    },
};

interface Connected {
    shovels?: { [name: string]: Shovel };
    federationUpstreams?: { [name: string]: FederationUpstream };
}

describe("A broker that takes messages from another", () => {
    const [old, broker] = [new BrokerWithoutCluster(), new BrokerWithoutCluster()];
    const uri = (password: string) => `amqp://mover:${password}@127.0.0.1:${old.amqp}`;

    before(async () => {
        await Promise.all([old.start(), broker.start()]);
        await old.ctl("add_user", "mover", first);
        await old.ctl("set_permissions", "mover", ".*", ".*", ".*");
        await old.ask("PUT", "exchanges/%2F/news", { type: "topic", durable: true });
        const quorum = { durable: true, arguments: { "x-queue-type": "quorum" } };
        await old.ask("PUT", "queues/%2F/parcels", quorum);
    });
    after(() => Promise.all([old.stop(), broker.stop()]));

    /** Never without a look at what it says: no password may be in it. */
    async function reconcile(task: ReconcilerTask, args: TopologyArgs, links: Connected = {}) {
        const result = await broker.reconcile(task, args, {
            shovels: shovelDefaults(links.shovels),
            federationUpstreams: federationDefaults(links.federationUpstreams),
        });
        assert.doesNotMatch(result.all, /s3cret/);
        return result;
    }

    it("is told that a Secret is missing or holds no URI, all at once", async () => {
        broker.putUri("federationUpstreams.old.uri", `amqp:/mover:${first}@somewhere`);
        const links = { shovels, federationUpstreams };
        const { exitCode, all } = await reconcile(ReconcilerTask.Apply, declared, links);
        assert.notEqual(exitCode, 0);
        assert.match(all, /^shovels\.parcels\.source\.uri: there is no such Secret/m);
        assert.match(all, /^federationUpstreams\.old\.uri: the Secret holds something else/m);
    });

    it("moves every message by a shovel, and finds nothing to do the next time", async () => {
        await publishSome(old, { routingKey: "parcels" }, 200);
        broker.putUri("shovels.parcels.source.uri", `${uri(first)}\n`);
        const { exitCode, all } = await reconcile(ReconcilerTask.Apply, declared, { shovels });
        assert.equal(exitCode, 0, all);
        await publishSome(old, { routingKey: "parcels" }, 100);
        await count(broker, "parcels", 300);
        await count(old, "parcels", 0);
        for (const task of [ReconcilerTask.Apply, ReconcilerTask.Restore]) {
            const again = await reconcile(task, declared, { shovels });
            assert.equal(again.all, "the broker has all that is declared");
        }
    });

    it("gets a shovel back that somebody has deleted, and one by the new URI of its Secret", async () => {
        await broker.ask("DELETE", "parameters/shovel/%2F/parcels");
        const { all } = await reconcile(ReconcilerTask.Restore, declared, { shovels });
        assert.match(all, /^restoring 1 parameters$/m);
        await old.ctl("change_password", "mover", second);
        broker.putUri("shovels.parcels.source.uri", uri(second));
        const changed = await reconcile(ReconcilerTask.Restore, declared, { shovels });
        assert.match(changed.all, /^restoring 1 parameters$/m);
        await publishSome(old, { routingKey: "parcels" }, 50);
        await count(broker, "parcels", 350);
    });

    it("has an exchange that takes from an upstream, as a policy says", async () => {
        broker.putUri("federationUpstreams.old.uri", uri(second));
        const links = { shovels, federationUpstreams };
        const { exitCode, all } = await reconcile(ReconcilerTask.Apply, federated, links);
        assert.equal(exitCode, 0, all);
        await waitFor("the exchange to be bound to that of the upstream", 60, async () => {
            const bound = await old.ask("GET", "exchanges/%2F/news/bindings/source");
            return ((await bound.json()) as object[]).length > 0;
        });
        await publishSome(old, { exchange: "news", routingKey: "today" }, 40);
        await count(broker, "parcels", 390);
    });

    it("loses what is no longer declared, and keeps what others have made", async () => {
        const ends = { "src-uri": "amqp://", "src-queue": "a", "dest-uri": "amqp://" };
        const value = { ...ends, "dest-queue": "b" };
        await broker.ask("PUT", "parameters/shovel/%2F/by-hand", { value });
        // The same update takes the plugins from the nodes.
        for (const component of ["shovel", "federation-upstream"]) {
            const gone = `rabbit_registry:unregister(runtime_parameter, <<"${component}">>).`;
            await broker.ctl("eval", gone);
        }
        const { exitCode, all } = await reconcile(ReconcilerTask.Apply, declared);
        assert.equal(exitCode, 0, all);
        assert.match(all, /^removed the shovel parcels of \/$/m);
        assert.match(all, /^removed the federation-upstream old of \/$/m);
        assert.deepEqual(await broker.names("parameters/shovel"), ["by-hand"]);
        assert.deepEqual(await broker.names("parameters/federation-upstream"), []);
    });
});

function publishSome(
    broker: BrokerWithoutCluster,
    to: { exchange?: string; routingKey: string },
    number: number,
): Promise<void> {
    const messages = Array.from({ length: number }, (_, i) => ({
        to: { ...to, durable: true },
        body: `message ${i}`,
    }));
    return publish({ hostname: "127.0.0.1", port: broker.amqp }, messages);
}

async function count(broker: BrokerWithoutCluster, queue: string, number: number): Promise<void> {
    const listed = () => broker.ctl("list_queues", "name", "messages", "--silent");
    await waitFor(
        `${queue} to have ${number} messages`,
        60,
        async () => (await listed()).split("\n").some((line) => line === `${queue}\t${number}`),
        () => `${queue} has other`,
    );
}
