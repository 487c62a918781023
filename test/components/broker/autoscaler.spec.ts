import assert from "node:assert/strict";

import type { BrokerAutoscaler } from "../../../components/index";
import { QueueType, RabbitMqBroker } from "../../../components/index";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { passwordOf } from "../../mocks";
import { isSecret, unwrapSecret } from "../../secretEnvelope";
import { valueAt } from "../../valueAt";
import { topologyDefinitions } from "../definitions";
import { shop, types } from "../shop";

const run = (autoscaler?: BrokerAutoscaler) => runProgram(shop({ broker: { autoscaler } }));

const data = (recording: Recording, name: string) =>
    unwrapSecret(recording.get(types.secret, name).inputs["stringData"]) as {
        [key: string]: string;
    };

const isScaler = (name: string) => name.startsWith("autoscaler");
const scalers = (recording: Recording) =>
    topologyDefinitions(recording)
        .users.filter(({ name }) => isScaler(name))
        .map(({ name, tags }) => [name, ...tags]);

/** The namespaces that may reach the management port. */
const lookers = (recording: Recording) => {
    const { inputs } = recording.get(types.networkPolicy, "rabbitmq");
    const ingress = valueAt(inputs, "spec", "ingress") as { from: object[]; ports: object[] }[];
    const rule = ingress.find(({ ports }) => JSON.stringify(ports).includes("management"))!;
    return rule.from.flatMap(
        (peer) =>
            valueAt(peer, ...["namespaceSelector", "matchLabels", "kubernetes.io/metadata.name"]) ??
            [],
    );
};

describe("A broker without autoscaler", () => {
    it("has neither user nor Secret for it, and lets nobody look", async () => {
        const recording = await run();
        assert.deepEqual(scalers(recording), []);
        assert.deepEqual(lookers(recording), []);
        assert.doesNotMatch(JSON.stringify(recording.resources), /autoscaler/);
    });
});

describe("A broker's autoscaler", () => {
    let recording: Recording;
    before(async () => {
        recording = await run({});
    });

    it("is a user that may look, and that nothing else is allowed", () => {
        assert.deepEqual(scalers(recording), [
            ["autoscaler-v1", "management", "queue-workloads:rabbitmq"],
        ]);
        const rights = topologyDefinitions(recording).permissions.filter(({ user }) =>
            isScaler(user),
        );
        const nothing = { configure: "^$", write: "^$", read: "^$" };
        assert.deepEqual(rights, [{ user: "autoscaler-v1", vhost: "/", ...nothing }]);
        const topics = topologyDefinitions(recording).topic_permissions;
        assert.ok(!topics.some(({ user }) => isScaler(user)));
    });

    it("looks into the virtual hosts that clients consume in, and no other", async () => {
        const queues = { orders: {} };
        const several = await runProgram(() => {
            new RabbitMqBroker("rabbitmq", {
                autoscaler: {},
                queues,
                virtualHosts: { eu: { queues }, us: { queues }, idle: { queues } },
                clients: {
                    "eu-1": { virtualHost: "eu", consumesFrom: ["orders"] },
                    "eu-2": { virtualHost: "eu", consumesFrom: ["orders"] },
                    "us-1": { virtualHost: "us", consumesFrom: ["orders"] },
                    api: { virtualHost: "idle", publishesTo: ["orders"] },
                },
            });
        });
        const rights = topologyDefinitions(several).permissions.filter(({ user }) =>
            isScaler(user),
        );
        assert.deepEqual(
            rights.map(({ vhost }) => vhost),
            ["eu", "us"],
        );
    });

    it("has a Secret with what KEDA asks for, which is never edited in place", () => {
        const { inputs } = recording.get(types.secret, "rabbitmq-autoscaler");
        assert.ok(isSecret(inputs["stringData"]));
        assert.equal(inputs["immutable"], true);
        assert.deepEqual(data(recording, "rabbitmq-autoscaler"), {
            host: "http://rabbitmq.shop.svc:15672",
            username: "autoscaler-v1",
            password: passwordOf("rabbitmq-autoscaler-v1-password"),
        });
    });

    it("is handed to each client's connection by name, with the streams that say nothing", async () => {
        const log = { type: QueueType.Stream };
        const { get } = await runProgram(
            shop({ broker: { autoscaler: {}, queues: { orders: {}, log } } }),
        );
        const { connections } = get(types.broker, "rabbitmq").outputs as {
            connections: { [client: string]: { autoscaler: object } };
        };
        for (const { autoscaler } of Object.values(connections)) {
            const secretName = "rabbitmq-autoscaler-auto";
            assert.deepEqual(autoscaler, { secretName, virtualHost: "/", streams: ["log"] });
        }
    });

    it("is let in to the management port from KEDA's namespace", async () => {
        assert.deepEqual(lookers(recording), ["keda"]);
        assert.deepEqual(lookers(await run({ namespace: "scaling" })), ["scaling"]);
    });

    it("is rotated like a client, the previous user staying until the next time", async () => {
        const rotated = await run({ credentialVersion: 2 });
        assert.deepEqual(
            scalers(rotated).map(([name]) => name),
            ["autoscaler-v2", "autoscaler-v1"],
        );
        assert.equal(data(rotated, "rabbitmq-autoscaler")["username"], "autoscaler-v2");
        const revoked = await run({ credentialVersion: 2, revokePrevious: true });
        assert.deepEqual(
            scalers(revoked).map(([name]) => name),
            ["autoscaler-v2"],
        );
    });

    it("touches no broker node and no workload", async () => {
        const before = await run();
        for (const [type, name] of [
            [types.deployment, "orders-api"],
            [types.deployment, "orders-worker"],
            [types.statefulSet, "rabbitmq"],
            [types.secret, "rabbitmq-orders-worker-v1"],
        ] as const) {
            assert.deepEqual(recording.get(type, name).inputs, before.get(type, name).inputs, name);
        }
    });
});
