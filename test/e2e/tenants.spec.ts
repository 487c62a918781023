import assert from "node:assert/strict";

import { Connection } from "rabbitmq-client";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { RabbitMqTopologyArgs, TenantAccess, TopologyArgs } from "../../components/index";
import { allowed, attempts } from "./accessAttempts";
import { BrokerWithoutCluster } from "./brokerWithoutCluster";
import type { Login } from "./login";
import { waysOut } from "./managementAttempts";

/** What the platform declares: things of its own, and two tenants. */
const platform: TopologyArgs = {
    queues: { orders: {} },
    virtualHosts: { accounts: { queues: { salaries: {} } } },
    clients: { "orders-api": { publishesTo: ["orders"] } },
    tenants: {
        billing: {
            namespace: "billing",
            clients: {
                api: { publishesTo: ["invoices"] },
                worker: { consumesFrom: ["invoices"], maxConnections: 1 },
            },
            maxConnections: 3,
            maxQueues: 4,
            operatorPolicies: {
                ceiling: { definition: { "max-length": 3, overflow: "reject-publish" } },
            },
        },
        shipping: { namespace: "shipping", clients: { worker: { consumesFrom: ["parcels"] } } },
    },
};

/** What the stack of the platform exports for one of them. */
const access: TenantAccess = {
    virtualHost: "billing",
    clients: {
        api: { secretName: "rabbitmq-billing-api-v1", publishesTo: ["invoices"], consumesFrom: [] },
        worker: {
            secretName: "rabbitmq-billing-worker-v1",
            publishesTo: [],
            consumesFrom: ["invoices"],
        },
    },
};

/** What the tenant declares in its own stack. */
const billing = {
    virtualHost: "billing",
    queues: { invoices: { maxLength: 9 } },
    exchanges: { events: {} },
    bindings: { all: { exchange: "events", queue: "invoices", routingKey: "#" } },
    policies: { small: { pattern: "^tmp", definition: { "max-length": 5 } } },
};

const tenant: Login = { username: "billing.tenant-v1", password: "tenant" };
const shipping: Login = { username: "shipping.tenant-v1", password: "tenant" };

describe("A tenant that is not trusted with the broker", () => {
    const broker = new BrokerWithoutCluster();
    before(async () => {
        await broker.start();
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, platform);
        assert.equal(exitCode, 0, all);
    });
    after(() => broker.stop());

    type Declared = Omit<RabbitMqTopologyArgs, "broker"> & { virtualHost: string };

    /** Runs the tenant's Job, while the broker's CronJob comes round as it does. */
    async function asTenant(task: ReconcilerTask, declared: Declared, stack?: string) {
        let isDone = false;
        const job = broker
            .reconcileTeam(task, declared, { login: tenant, tenant: access, stack })
            .finally(() => (isDone = true));
        while (!isDone) {
            await broker.reconcile(ReconcilerTask.Restore, platform);
        }
        return job;
    }

    async function apply(declared: Declared): Promise<string> {
        const { exitCode, all } = await asTenant(ReconcilerTask.Apply, declared);
        assert.equal(exitCode, 0, all);
        return all;
    }

    const policies = async () =>
        (await broker.names("policies/billing")).map((name) =>
            name.replace("queue-workloads.", ""),
        );

    /** All that there is besides what is in the tenant's virtual host. */
    async function everythingElse(): Promise<object> {
        const definitions = (await (await broker.ask("GET", "definitions")).json()) as {
            [kind: string]: { vhost?: string }[];
        };
        const kinds = Object.entries(definitions).filter(([, things]) => Array.isArray(things));
        return Object.fromEntries(
            kinds.map(([kind, things]) => [
                kind,
                things.filter(({ vhost }) => vhost !== "billing" || kind === "permissions"),
            ]),
        );
    }

    it("declares queues, exchanges, bindings and policies, and finds nothing to do the next time", async () => {
        assert.match(await apply(billing), /waiting for the broker's Jobs to set 3 policies/);
        assert.deepEqual(await broker.names("queues/billing"), [
            "invoices",
            "invoices.dead-letters",
        ]);
        assert.deepEqual(await policies(), [
            ...["policy.small", "queue.invoices", "queue.invoices.dead-letters"],
        ]);
        const bindings = (await (
            await broker.ask("GET", "bindings/billing/e/events/q/invoices")
        ).json()) as object[];
        assert.equal(bindings.length, 1);
        assert.equal(await apply(billing), "the broker has all that is declared");
    });

    it("restores what somebody has deleted", async () => {
        await broker.ask("DELETE", "exchanges/billing/events");
        const { all } = await asTenant(ReconcilerTask.Restore, billing);
        assert.match(all, /restoring 1 bindings\nrestoring 1 exchanges\nthe broker has all/);
    });

    it("changes its policies, and removes what it no longer declares", async () => {
        await broker.ask("PUT", "queues/billing/theirs", { durable: true });
        const all = await apply({
            virtualHost: "billing",
            queues: { invoices: { maxLength: 7 } },
        });
        assert.match(all, /removed the binding of invoices[^]*removed the exchange events/);
        await broker.reconcile(ReconcilerTask.Restore, platform);
        assert.deepEqual(await policies(), ["queue.invoices", "queue.invoices.dead-letters"]);
        const name = "policies/billing/queue-workloads.queue.invoices";
        const { definition } = (await (await broker.ask("GET", name)).json()) as {
            definition: { "max-length": number };
        };
        assert.equal(definition["max-length"], 7);
        assert.ok((await broker.names("queues/billing")).includes("theirs"));
        await broker.ask("DELETE", "queues/billing/theirs");
        await apply(billing);
    });

    it("keeps its virtual host from another stack", async () => {
        const { exitCode, all } = await asTenant(ReconcilerTask.Apply, billing, "other");
        assert.equal(exitCode, 1);
        assert.match(all, /billing is of a topology of the stack billing, and this is a topology/);
    });

    it("is told where what it declares is more than the platform grants", async () => {
        const { exitCode, all } = await asTenant(ReconcilerTask.Apply, {
            ...billing,
            queues: { invoices: { maxLength: 9 }, second: {}, third: {} },
        });
        assert.equal(exitCode, 1);
        assert.match(all, /RabbitMQ refused what is declared: .*queue limit/);
        await apply(billing);
    });

    function connect({ username, password }: Login, vhost: string): Connection {
        const connection = new Connection({
            hostname: "127.0.0.1",
            port: broker.amqp,
            username,
            password,
            vhost,
            retryLow: 60_000,
        });
        connection.on("error", () => {});
        return connection;
    }

    /** What the broker says to a connection; nothing where it lets it in. */
    async function refusal(login: Login, vhost: string): Promise<string> {
        const connection = connect(login, vhost);
        try {
            return await new Promise<string>((resolve) => {
                connection.on("error", (error: Error) => resolve(String(error)));
                connection.on("connection", () => resolve(""));
            });
        } finally {
            connection.unsafeDestroy();
        }
    }

    it("gets into no virtual host but its own, nor do its clients", async () => {
        const api = { username: "billing.api-v1", password: "api" };
        for (const login of [tenant, api]) {
            assert.equal(await refusal(login, "billing"), "");
            for (const vhost of ["/", "accounts", "shipping"]) {
                assert.match(await refusal(login, vhost), /access to vhost .* refused/);
            }
        }
    });

    it("holds no more connections than it may", async () => {
        const held = [1, 2, 3].map(() => connect(tenant, "billing"));
        await Promise.all(held.map((connection) => connection.acquire()));
        assert.match(await refusal(tenant, "billing"), /connection limit \(3\) is reached/);
        held.forEach((connection) => connection.unsafeDestroy());
    });

    it("has clients that do what the platform says, and nothing else", async () => {
        const rights = {
            api: ["publish audit.login to invoices", "publish paid to invoices"],
            worker: ["get from invoices", "consume from invoices", "purge invoices"],
        };
        for (const [client, may] of Object.entries(rights)) {
            const login = { username: `billing.${client}-v1`, password: client };
            const connection = connect(login, "billing");
            const queues = ["invoices", "invoices.dead-letters"];
            const tried = attempts(queues, ["invoices", "events", "amq.topic", "amq.fanout"]);
            assert.deepEqual(await allowed(connection, tried), may);
            connection.unsafeDestroy();
            assert.equal((await broker.askAs(login, "GET", "whoami")).status, 401);
        }
    });

    const ceiling = "operator-policies/billing/queue-workloads.policy.ceiling";
    const held = async () => (await broker.ask("GET", ceiling)).ok;

    it("cannot lift what the platform holds its queues to, whatever it declares", async () => {
        const queue = async () =>
            (await (await broker.ask("GET", "queues/billing/invoices")).json()) as {
                effective_policy_definition: object;
            };
        const { effective_policy_definition: effective } = await queue();
        const { "max-length": length, overflow } = effective as { [key: string]: unknown };
        assert.deepEqual([length, overflow], [3, "reject-publish"]);
        const parameter = ceiling.replace("operator-policies", "parameters/operator_policy");
        const definition = { "max-length": 1000 };
        for (const [method, path, body] of [
            ["PUT", ceiling, { pattern: ".*", priority: 9, definition }],
            ["DELETE", ceiling, undefined],
            ["PUT", parameter, { value: { pattern: ".*", definition } }],
            ["DELETE", parameter, undefined],
        ] as const) {
            assert.equal((await broker.askAs(tenant, method, path, body)).status, 401, path);
        }

        const connection = connect({ username: "billing.api-v1", password: "api" }, "billing");
        const publisher = connection.createPublisher({ confirm: true, maxAttempts: 1 });
        const isTaken = () =>
            publisher.send({ exchange: "invoices", routingKey: "invoices" }, "x").then(
                () => true,
                () => false,
            );
        const taken: boolean[] = [];
        for (let count = 0; count < 20; count++) {
            taken.push(await isTaken());
        }
        connection.unsafeDestroy();
        const accepted = taken.filter(Boolean).length;
        // The tenant's own policy would let in nine. A quorum queue says that it is full a little late.
        assert.ok(accepted >= 3 && accepted < 9, String(accepted));
        assert.equal(taken.at(-1), false);
        await broker.ask("DELETE", "queues/billing/invoices/contents");
    });

    it("is held to it again where somebody has lifted it, and no more once the platform says so", async () => {
        await broker.ask("DELETE", ceiling);
        assert.equal(await held(), false);
        const { all } = await broker.reconcile(ReconcilerTask.Restore, platform);
        assert.match(all, /restoring 1 parameters/);
        assert.equal(await held(), true);
        const again = await broker.reconcile(ReconcilerTask.Restore, platform);
        assert.doesNotMatch(again.all, /restoring/);

        const { billing: limited, shipping: other } = platform.tenants!;
        const lifted = { ...limited!, operatorPolicies: undefined };
        const tenants = { billing: lifted, shipping: other! };
        const removed = await broker.reconcile(ReconcilerTask.Apply, { ...platform, tenants });
        assert.match(
            removed.all,
            /removed the operator_policy queue-workloads\.policy\.ceiling of billing/,
        );
        assert.equal(await held(), false);
        const { exitCode, all: said } = await broker.reconcile(ReconcilerTask.Apply, platform);
        assert.equal(exitCode, 0, said);
        assert.equal(await held(), true);
    });

    it("is refused every way out of its virtual host by the management API", async () => {
        const before = await everythingElse();
        const taken: string[] = [];
        for (const [method, path, body] of waysOut) {
            const { status } = await broker.askAs(tenant, method, path, body);
            if (![401, 404].includes(status)) {
                taken.push(`${method} ${path}: ${status}`);
            }
            // That there is nothing would be no refusal.
            if (method === "GET" && !path.startsWith("auth/")) {
                assert.equal((await broker.ask(method, path)).status, 200, path);
            }
        }
        assert.deepEqual(taken, []);
        assert.deepEqual(await everythingElse(), before);
        assert.equal((await broker.ask("GET", "whoami")).status, 200);
    });

    it("sees nothing of others", async () => {
        for (const kind of ["vhosts", "queues", "exchanges", "bindings", "policies", "channels"]) {
            const answer = await broker.askAs(tenant, "GET", kind);
            assert.equal(answer.status, 200, kind);
            const listed = (await answer.json()) as { name: string; vhost?: string }[];
            const hosts = listed.map(({ name, vhost }) => vhost ?? name);
            assert.deepEqual(
                [...new Set(hosts)].filter((host) => host !== "billing"),
                [],
                kind,
            );
        }
        const limits = await (await broker.askAs(tenant, "GET", "vhost-limits")).json();
        assert.deepEqual(
            (limits as { vhost: string }[]).map(({ vhost }) => vhost),
            ["billing"],
        );
    });

    /** As its Job would, but whatever it likes. */
    function leave(record: unknown) {
        const text = typeof record === "string" ? record : JSON.stringify(record);
        return broker.askAs(shipping, "PUT", "exchanges/shipping/queue-workloads.topology.1", {
            type: "fanout",
            durable: true,
            arguments: { record: text },
        });
    }

    it("asks for no policy but in its own virtual host, and keeps none from being served", async () => {
        const before = await everythingElse();
        const policy = { pattern: ".*", definition: { "max-length": 1 }, priority: 0 };
        const asked = (...policies: object[]) => ({ made: [], revision: "x", policies });
        for (const record of [
            "no JSON",
            "[]",
            asked({ name: "queue-workloads.a", ...policy, definition: { unheard: 1 } }),
            asked({ name: 7 }, { vhost: "/" }),
            asked({ name: "queue-workloads.../../%2F/all", vhost: "/", ...policy }),
            asked({ name: "all", vhost: "accounts", ...policy, "apply-to": "queues" }),
        ]) {
            assert.ok((await leave(record)).ok);
            await broker.ask("DELETE", "policies/billing/queue-workloads.queue.invoices");
            const { exitCode, all } = await broker.reconcile(ReconcilerTask.Restore, platform);
            assert.equal(exitCode, 0, all);
            assert.ok((await policies()).includes("queue.invoices"), JSON.stringify(record));
            await broker.askAs(shipping, "DELETE", "exchanges/shipping/queue-workloads.topology.1");
        }
        await broker.ask("DELETE", "policies/shipping/queue-workloads...%2F..%2F%252F%2Fall");
        assert.deepEqual(await everythingElse(), before);
    });

    it("would be let out with RabbitMQ's tag for policies, which is why it has it not", async () => {
        await broker.ask("PUT", "users/maker", { password: "maker", tags: "policymaker" });
        const all = { configure: ".*", write: ".*", read: ".*" };
        await broker.ask("PUT", "permissions/billing/maker", all);
        const maker = { username: "maker", password: "maker" };
        const lifted = await broker.askAs(maker, "PUT", "parameters/vhost-limits/billing/limits", {
            value: { "max-queues": -1 },
        });
        const ofAll = await broker.askAs(maker, "PUT", "global-parameters/mine", { value: {} });
        assert.deepEqual([lifted.status, ofAll.status], [204, 201]);
        await broker.ask("DELETE", "users/maker");
        await broker.ask("DELETE", "global-parameters/mine");
        await broker.reconcile(ReconcilerTask.Restore, platform);
    });
});
