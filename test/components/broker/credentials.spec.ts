import assert from "node:assert/strict";

import { passwordProblem } from "../../../components/broker/ownPassword";
import type { Client, Rotation } from "../../../components/index";
import { topologyProblems } from "../../../components/topology/problems";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { passwordOf } from "../../mocks";
import { unwrapSecret } from "../../secretEnvelope";
import { bootDefinitions, topologyDefinitions } from "../definitions";
import { orders, shop, types } from "../shop";

const rotate = (api: Rotation, administrator: Rotation = {}) => {
    const clients: { [name: string]: Client } = {
        "orders-api": { publishesTo: ["orders"], ...api },
        "orders-worker": { consumesFrom: ["orders"] },
    };
    return runProgram(shop({ broker: { clients, administrator } }));
};

const data = (recording: Recording, name: string) =>
    unwrapSecret(recording.get(types.secret, name).inputs["stringData"]) as {
        [key: string]: string;
    };

const passwords = (recording: Recording) =>
    recording
        .ofType(types.randomPassword)
        .map(({ name }) => name)
        .filter((name) => name !== "rabbitmq-erlang-cookie")
        .map((name) => name.replace(/^rabbitmq-(.*)-password$/, "$1"))
        .sort();

/** Who may log in, as the broker and the topology Job are told. */
const users = (recording: Recording) => {
    const names = bootDefinitions(recording).users.map(({ name }) => name);
    assert.deepEqual(
        topologyDefinitions(recording).users.map(({ name }) => name),
        names,
    );
    return names;
};

describe("A rotation of a client's credentials", () => {
    it("makes a new user and keeps the previous one, with its old password", async () => {
        const recording = await rotate({ credentialVersion: 2 });
        assert.deepEqual(users(recording), [
            "administrator-v1",
            "orders-api-v2",
            "orders-api-v1",
            "orders-worker-v1",
        ]);
        assert.deepEqual(passwords(recording), [
            "administrator-v1",
            "orders-api-v1",
            "orders-api-v2",
            "orders-worker-v1",
        ]);
    });

    it("comes with what the client may declare, where it declares", async () => {
        const clients = {
            ...orders.clients,
            "orders-worker": { consumesFrom: ["orders"], declares: true },
        };
        const recording = await runProgram(shop({ broker: { clients } }));
        const { declarations } = data(recording, "rabbitmq-orders-worker-v1");
        const { queues } = JSON.parse(declarations!) as { queues: { name: string }[] };
        assert.deepEqual(
            queues.map(({ name }) => name),
            ["orders"],
        );
        assert.ok(!("declarations" in data(recording, "rabbitmq-orders-api-v1")));
    });

    it("hands the new user to the workload, and leaves the Secrets of the other and of the previous one alone", async () => {
        const before = await rotate({});
        const after = await rotate({ credentialVersion: 2 });
        const secret = data(after, "rabbitmq-orders-api-v2");
        assert.equal(secret["username"], "orders-api-v2");
        assert.equal(secret["password"], passwordOf("rabbitmq-orders-api-v2-password"));
        for (const other of ["rabbitmq-orders-worker-v1", "rabbitmq-orders-api-v1"]) {
            assert.deepEqual(data(after, other), data(before, other));
        }
    });

    it("drops the previous user at once when it is revoked", async () => {
        const recording = await rotate({ credentialVersion: 2, revokePrevious: true });
        const left = ["administrator-v1", "orders-api-v2", "orders-worker-v1"];
        assert.deepEqual(users(recording), left);
        assert.deepEqual(passwords(recording), left);
    });

    it("drops the oldest user at the next rotation", async () => {
        const recording = await rotate({ credentialVersion: 3 });
        assert.deepEqual(users(recording), [
            "administrator-v1",
            "orders-api-v3",
            "orders-api-v2",
            "orders-worker-v1",
        ]);
    });
});

describe("A rotation of the administrator's credentials", () => {
    it("gives the Job both, the new one first, because the broker may know either", async () => {
        const recording = await rotate({}, { credentialVersion: 2 });
        const secret = data(recording, "rabbitmq-administrator");
        assert.equal(secret["username"], "administrator-v2");
        assert.match(secret["0.conf"]!, /username = "administrator-v2"/);
        assert.match(secret["1.conf"]!, /username = "administrator-v1"/);
        assert.match(secret["1.conf"]!, /password = "canary-rabbitmq-administrator-v1-password"/);
        assert.deepEqual(users(recording).slice(0, 2), ["administrator-v2", "administrator-v1"]);
    });

    it("lets the Job log in once more as one that is revoked, and drops it then", async () => {
        const recording = await rotate({}, { credentialVersion: 2, revokePrevious: true });
        assert.match(data(recording, "rabbitmq-administrator")["1.conf"]!, /administrator-v1/);
        assert.deepEqual(users(recording), [
            "administrator-v2",
            "orders-api-v1",
            "orders-worker-v1",
        ]);
    });

    it("touches no workload and no broker", async () => {
        const before = await rotate({});
        const after = await rotate({}, { credentialVersion: 2 });
        for (const [type, name] of [
            [types.deployment, "orders-api"],
            [types.deployment, "orders-worker"],
            [types.statefulSet, "rabbitmq"],
            [types.secret, "rabbitmq-orders-api-v1"],
            [types.secret, "rabbitmq-orders-worker-v1"],
        ] as const) {
            assert.deepEqual(after.get(type, name).inputs, before.get(type, name).inputs, name);
        }
    });
});

describe("A password of one's own", () => {
    const passwordSecret = { name: "legacy-api" };

    it("is that of the version that it is for, and the next one is generated", async () => {
        const first = await rotate({ passwordSecret });
        assert.deepEqual(passwords(first), ["administrator-v1", "orders-worker-v1"]);
        const own = passwordOf("rabbitmq-orders-api-v1-password");
        assert.equal(data(first, "rabbitmq-orders-api-v1")["password"], own);
        const second = await rotate({ passwordSecret, credentialVersion: 2 });
        assert.equal(data(second, "rabbitmq-orders-api-v1")["password"], own);
        assert.deepEqual(passwords(second), [
            ...["administrator-v1", "orders-api-v2", "orders-worker-v1"],
        ]);
    });

    it("lets the administrator in as well", async () => {
        const recording = await rotate({}, { passwordSecret: { name: "legacy-admin" } });
        assert.deepEqual(passwords(recording), ["orders-api-v1", "orders-worker-v1"]);
        const own = passwordOf("rabbitmq-administrator-v1-password");
        assert.equal(data(recording, "rabbitmq-administrator")["password"], own);
        assert.match(data(recording, "rabbitmq-administrator")["0.conf"]!, new RegExp(own));
    });

    it("is refused for a version that nobody logs in by, and from a Secret that cannot be", () => {
        const clients = {
            api: { credentialVersion: 3, passwordSecret: { name: "Legacy API" } },
            worker: { credentialVersion: 2, revokePrevious: true, passwordSecret },
        };
        const found = topologyProblems({ clients });
        assert.deepEqual(
            found.map(({ path }) => path),
            [
                "clients.api.passwordSecret.name",
                "clients.api.passwordSecret.credentialVersion",
                "clients.worker.passwordSecret.credentialVersion",
            ],
        );
        assert.match(found[1]!.reason, /is 1; allowed: 3 or 2\./);
        assert.match(found[2]!.reason, /is 1; allowed: 2\./);
    });

    it("is refused, without showing it, where it cannot be one", () => {
        assert.equal(passwordProblem("p@ss: word/1%"), undefined);
        assert.match(passwordProblem("")!, /^is missing or empty/);
        assert.match(passwordProblem("canary\n")!, /^ends with white space/);
        for (const text of ['can"ary', "can\\ary", "can\nary"]) {
            assert.match(passwordProblem(text)!, /^holds a control character/);
            assert.doesNotMatch(passwordProblem(text)!, /ary$/);
        }
    });
});

describe("The order in which clients are declared", () => {
    it("does not matter to the definitions' users", async () => {
        const clients = { "orders-worker": { consumesFrom: ["orders"] }, "orders-api": {} };
        const recording = await runProgram(
            shop({ broker: { clients }, producer: { connection: { secretName: "x" } } }),
        );
        assert.deepEqual(users(recording), [
            "administrator-v1",
            "orders-api-v1",
            "orders-worker-v1",
        ]);
    });
});
