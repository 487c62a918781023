import assert from "node:assert/strict";

import { connectionError } from "./connectionError";
import { identity, isReady, kubectl, pods } from "./kubernetes";
import { Ledger } from "./ledger";
import { loginOf } from "./login";
import { managementRequest } from "./managementApi";
import type { PortForward } from "./portForward";
import { portForward } from "./portForward";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { apply, configuration, namespace, ready, shop } from "./shop";
import type { StackConfiguration } from "./stack";
import { waitFor } from "./waitFor";

const legacyPassword = "canary-of-a-former-broker";

describe("what is declared on a running broker", () => {
    let management: PortForward;
    before(async () => {
        await ready();
        await kubectl(
            ...["create", "secret", "generic", "legacy-auditor", "-n", namespace, "--save-config"],
            `--from-literal=password=${legacyPassword}`,
        );
        management = await portForward(namespace, "service/rabbitmq", 15672);
    });
    after(async () => {
        await management.close();
        await apply();
        await kubectl("delete", "secret", "-n", namespace, "legacy-auditor");
    });

    async function manage(method: string, path: string, body?: object): Promise<Response> {
        const administrator = await loginOf(namespace, "administrator");
        return managementRequest(management.port, administrator, method, path, body);
    }

    it("is on it after up, and no broker pod was restarted and no message lost", async () => {
        const before = await pods(namespace, "rabbitmq");
        const ledger = new Ledger(namespace);
        try {
            await apply(withReturns("order.#"));
            const after = await pods(namespace, "rabbitmq");
            assert.deepEqual(after.map(identity), before.map(identity));
            assert.ok(ledger.tally.confirmed.size > 0, "messages flowed meanwhile");
        } finally {
            ledger.close();
        }
        assert.deepEqual(await keysOfReturns(), ["order.#"]);
        assert.deepEqual(await membersOf("returns", "unused"), [3, 1]);
    });

    it("lets a client in by a password of one's own, which is nowhere in the state", async () => {
        const auditor = { username: "auditor-v1", password: legacyPassword };
        assert.equal(await connectionError(namespace, 5672, auditor), "");
        const state = await shop.export();
        assert.match(state, /rabbitmq-auditor-v1-password/);
        for (const text of [legacyPassword, Buffer.from(legacyPassword).toString("base64")]) {
            assert.ok(!state.includes(text));
        }
    });

    it("is routed as it is declared now and no other way, and is there again after somebody has deleted it", async () => {
        await rabbitMqCtl(namespace, "delete_queue", "unused");
        await apply(withReturns("order.eu.#"));
        assert.deepEqual(await keysOfReturns(), ["order.eu.#"]);
        assert.ok((await queues()).includes("unused"));
    });

    it("is restored without a change of the configuration, which neither a preview nor a refresh shows as one", async () => {
        await rabbitMqCtl(namespace, "delete_queue", "unused");
        const still = ["preview", "--refresh", "--expect-no-changes"];
        const { exitCode, all } = await shop.run(still, withReturns("order.eu.#"));
        assert.equal(exitCode, 0, all);
        const run = [
            "create",
            "job",
            "-n",
            namespace,
            "--from=cronjob/rabbitmq-topology",
            "restore",
        ];
        await kubectl(...run);
        await kubectl(
            "wait",
            "-n",
            namespace,
            "--for=condition=complete",
            "--timeout=120s",
            "job/restore",
        );
        assert.match(await kubectl("logs", "-n", namespace, "job/restore"), /restoring 1 queues/);
        await kubectl("delete", "job", "-n", namespace, "restore");
        assert.ok((await queues()).includes("unused"));
    });

    it("goes once nobody declares it, but a queue with messages, which keeps its limits and gets no more", async () => {
        const message = { routing_key: "returns", properties: {}, payload_encoding: "string" };
        await manage("POST", "exchanges/%2F/amq.default/publish", { ...message, payload: "{}" });
        const output = await apply({ ...configuration(), deleteUnused: true });
        assert.match(output, /No longer declared: returns, unused\..* says which, and why/);
        const left = (await queues()).filter((name) => /^(returns|unused)/.test(name));
        assert.deepEqual(left, ["returns", "returns.dead-letters"]);
        assert.deepEqual(await keysOfReturns(), []);
        const exchanges = await rabbitMqCtl(namespace, "list_exchanges", "name", "--silent");
        assert.doesNotMatch(exchanges, /^(events|unused)$/m);
        const policies = await rabbitMqCtl(namespace, "list_policies", "--silent");
        assert.match(policies, /queue-workloads\.queue\.returns\t/);
        assert.doesNotMatch(policies, /queue-workloads\.queue\.unused/);
        const users = await rabbitMqCtl(namespace, "list_users", "--silent");
        assert.match(users, /^orders-api-v1\t/m);
        assert.doesNotMatch(users, /^auditor/m);
    });

    it("fails to be applied where something else has its name, says so, and lets a node that dies come back", async () => {
        const classic = { durable: true, arguments: { "x-queue-type": "classic" } };
        await manage("PUT", "queues/%2F/audit", classic);
        const changed = configuration();
        changed.queues["audit"] = {};
        const { exitCode, all } = await shop.up(changed);
        assert.notEqual(exitCode, 0, all);
        assert.match(
            all,
            /the queue audit has arguments .*classic.*, and is declared with .*quorum/,
        );
        await kubectl("delete", "pod", "-n", namespace, "rabbitmq-1");
        await waitFor("all brokers to be ready", 240, async () => {
            const brokers = await pods(namespace, "rabbitmq");
            return brokers.length === 3 && brokers.every(isReady);
        });
        await rabbitMqCtl(namespace, "delete_queue", "audit");
    });
});

function withReturns(routingKey: string): StackConfiguration {
    const base = configuration();
    return {
        ...base,
        queues: { ...base.queues, returns: {}, unused: { initialGroupSize: 1 } },
        exchanges: { events: {} },
        bindings: { returns: { exchange: "events", queue: "returns", routingKey } },
        clients: {
            auditor: {
                consumesFrom: ["returns"],
                publishesTo: ["unused"],
                passwordSecret: { name: "legacy-auditor" },
            },
        },
    };
}

async function queues(): Promise<string[]> {
    const names = await rabbitMqCtl(namespace, "list_queues", "name", "--silent");
    return names.split("\n").sort();
}

/** On how many nodes each of these queues is. */
async function membersOf(...names: string[]): Promise<number[]> {
    const listed = await rabbitMqCtl(
        namespace,
        ...["list_queues", "name", "members", "--formatter", "json"],
    );
    const rows = JSON.parse(listed) as { name: string; members: string[] }[];
    return names.map((name) => rows.find((row) => row.name === name)!.members.length);
}

/** The routing keys by which `events` routes to the queue `returns`. */
async function keysOfReturns(): Promise<string[]> {
    const columns = ["source_name", "destination_name", "routing_key"];
    const bindings = await rabbitMqCtl(namespace, "list_bindings", ...columns, "--silent");
    return bindings
        .split("\n")
        .map((line) => line.split("\t"))
        .filter(([source, queue]) => source === "events" && queue === "returns")
        .map(([, , key]) => key!);
}
