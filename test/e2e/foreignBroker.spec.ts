import assert from "node:assert/strict";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import { BrokerWithoutCluster } from "./brokerWithoutCluster";

const billing = {
    virtualHost: "billing",
    queues: { invoices: {} },
    exchanges: { events: {} },
    policies: { small: { pattern: "^tmp", definition: { "max-length": 9 } } },
    clients: { worker: { consumesFrom: ["invoices"] } },
    maxConnections: 7,
    maxQueues: 5,
};
const shipping = { ...billing, virtualHost: "shipping", queues: { parcels: {} }, clients: {} };

type Declared =
    Parameters<BrokerWithoutCluster["reconcileTeam"]> extends [unknown, ...infer Rest]
        ? Rest
        : never;

describe("Topologies on a broker that somebody else runs", () => {
    const broker = new BrokerWithoutCluster();
    before(() => broker.start());
    after(() => broker.stop());

    const team: typeof broker.reconcileTeam = (...args) => broker.reconcileTeam(...args);

    async function apply(...args: Declared) {
        const { exitCode, all } = await team(ReconcilerTask.Apply, ...args);
        assert.equal(exitCode, 0, all);
        return all;
    }

    async function refused(...args: Declared) {
        const { exitCode, all } = await team(ReconcilerTask.Apply, ...args);
        assert.equal(exitCode, 1, all);
        return all;
    }

    /** All that there is, or what is of one virtual host and its users. */
    async function everything(of = ""): Promise<object> {
        const answer = await broker.ask("GET", "definitions");
        const definitions = (await answer.json()) as {
            [kind: string]: { vhost?: string; name?: string }[];
        };
        const kinds = Object.entries(definitions).filter(
            ([kind, things]) => Array.isArray(things) && kind !== "global_parameters",
        );
        return Object.fromEntries(
            kinds.map(([kind, things]) => [
                kind,
                things.filter(({ vhost, name = "" }) => (vhost ?? name).startsWith(of)),
            ]),
        );
    }

    const limits = async () =>
        (await (await broker.ask("GET", "vhost-limits/billing")).json()) as { value: object }[];

    it("make what they declare by an administrator's name and password, and find nothing to do the next time", async () => {
        await apply(billing);
        assert.deepEqual(await broker.names("queues/billing"), [
            "invoices",
            "invoices.dead-letters",
        ]);
        assert.deepEqual(await broker.names("users"), ["billing.worker-v1", "guest"]);
        assert.equal(await apply(billing), "the broker has all that is declared");
        const { all } = await team(ReconcilerTask.Restore, billing);
        assert.equal(all, "the broker has all that is declared");
    });

    it("limit the connections and queues of their virtual host, until they no longer do", async () => {
        assert.deepEqual(
            (await limits()).map(({ value }) => value),
            [{ "max-connections": 7, "max-queues": 5 }],
        );
        await broker.ask("PUT", "vhost-limits/billing/max-queues", { value: 2 });
        const over = await broker.ask("PUT", "queues/billing/third", { durable: true });
        assert.equal(over.status, 400);
        await apply({ ...billing, maxConnections: undefined, maxQueues: undefined });
        const third = await broker.ask("PUT", "queues/billing/third", { durable: true });
        assert.equal(third.status, 201);
        await broker.ask("DELETE", "queues/billing/third");
        await apply(billing);
    });

    it("leave each other alone, however alike their names are", async () => {
        await apply(shipping);
        await broker.reconcile(ReconcilerTask.Apply, { queues: { orders: {} } });
        const before = await everything("billing");
        await apply({ ...shipping, queues: {}, clients: { worker: {} }, deleteUnused: true });
        assert.deepEqual(await broker.names("users"), [
            ...["administrator-v1", "billing.worker-v1", "guest", "shipping.worker-v1"],
        ]);
        await apply(shipping);
        await broker.reconcile(ReconcilerTask.Apply, { deleteUnused: true });
        assert.deepEqual(await broker.names("users"), [
            ...["administrator-v1", "billing.worker-v1", "guest"],
        ]);
        assert.deepEqual(await everything("billing"), before);
    });

    it("are refused a virtual host that is another's, before anything has changed", async () => {
        const before = await everything();
        assert.match(
            await refused({ ...billing, queues: { stolen: {} } }, { stack: "other" }),
            /this virtual host is of a topology of the stack billing, and this is a topology of the stack other\./,
        );
        assert.deepEqual(await everything(), before);
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, {
            virtualHosts: { billing: { queues: { stolen: {} } } },
        });
        assert.equal(exitCode, 1, all);
        assert.match(all, /the virtual host billing is of another topology/);
        assert.deepEqual(await everything(), before);
    });

    it("are told what a login lacks that is no administrator's", async () => {
        const login = { username: "manager", password: "manager" };
        await broker.ask("PUT", "users/manager", { password: "manager", tags: "management" });
        assert.match(
            await refused(billing, { login }),
            /the user manager has no administrator tag, and RabbitMQ lets only administrators make users/,
        );
    });
});
