import assert from "node:assert/strict";

import {
    administratorProblem,
    clientProblems,
    scaleDownProblem,
    typeProblems,
} from "../../../components/broker/guards";
import type { RabbitMqBrokerArgs } from "../../../components/index";
import { ExchangeType, QueueType } from "../../../components/index";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { shop } from "../shop";

describe("scaleDownProblem", () => {
    it("lets a broker grow, stay, and be made", () => {
        assert.equal(scaleDownProblem(1, 3), undefined);
        assert.equal(scaleDownProblem(3, 3), undefined);
        assert.equal(scaleDownProblem(undefined, 3), undefined);
        assert.equal(scaleDownProblem(3, undefined), undefined);
    });

    it("refuses fewer nodes, and says what to do instead", () => {
        assert.equal(
            scaleDownProblem(3, 1),
            "replicas cannot go from 3 to 1: the nodes that remain would have no majority, and the broker would stop. " +
                "Keep 3, or make a second broker of 1 and move the messages to it.",
        );
    });
});

describe("administratorProblem", () => {
    it("lets the next version come, the present one stay, and one that is still valid come back", () => {
        assert.equal(administratorProblem([2, 1], [3, 2]), undefined);
        assert.equal(administratorProblem([2], [3]), undefined);
        assert.equal(administratorProblem([2, 1], [2, 1]), undefined);
        assert.equal(administratorProblem([2, 1], [1]), undefined);
        assert.equal(administratorProblem([], [7]), undefined);
    });

    it("refuses a version that nobody could log in to bring, and names the next one", () => {
        assert.equal(
            administratorProblem([3], [1]),
            "administrator.credentialVersion cannot go from 3 to 1: the broker would know neither the new administrator nor the one before. " +
                "Raise it by one, to 4.",
        );
        assert.match(administratorProblem([3, 2], [5, 4])!, /cannot go from 3 to 5/);
    });
});

describe("clientProblems", () => {
    it("let clients come, go, stay, and go on by one version", () => {
        assert.deepEqual(clientProblems({ api: 2, gone: 7 }, { api: 2, fresh: 9 }), []);
        assert.deepEqual(clientProblems({ api: 2 }, { api: 3 }), []);
    });

    it("refuse to skip a version and to go back, each with the version that can follow", () => {
        assert.deepEqual(clientProblems({ api: 1, worker: 3 }, { api: 3, worker: 2 }), [
            "the credentialVersion of api cannot go from 1 to 3: the user that its workloads log in as would go before they have the new one. " +
                "Raise it by one, to 2.",
            "the credentialVersion of worker cannot go from 3 to 2: the user that its workloads log in as would go before they have the new one. " +
                "Raise it by one, to 4.",
        ]);
    });
});

describe("typeProblems", () => {
    it("lets queues come, go and stay", () => {
        const before = { "/": { a: "quorum", b: "stream" }, eu: { a: "classic" } };
        assert.deepEqual(typeProblems("queue", before, { "/": { a: "quorum" } }), []);
        assert.deepEqual(typeProblems("queue", {}, { "/": { a: "quorum" } }), []);
    });

    it("refuses each queue of another type, and says what to do instead", () => {
        const before = { "/": { orders: "classic", refunds: "quorum" }, eu: { log: "stream" } };
        const after = { "/": { orders: "quorum", refunds: "quorum" }, eu: { log: "quorum" } };
        assert.deepEqual(typeProblems("queue", before, after), [
            "the queue orders is of type classic and cannot become quorum: RabbitMQ never changes a type. " +
                "Keep classic, or declare one of another name and move the messages to it.",
            "the queue log of the virtual host eu is of type stream and cannot become quorum: RabbitMQ never changes a type. " +
                "Keep stream, or declare one of another name and move the messages to it.",
        ]);
    });

    it("refuses an exchange of another type, which has no messages to move", () => {
        const [before, after] = [{ "/": { events: "topic" } }, { "/": { events: "fanout" } }];
        assert.deepEqual(typeProblems("exchange", before, after), [
            "the exchange events is of type topic and cannot become fanout: RabbitMQ never changes a type. " +
                "Keep topic, or declare one of another name.",
        ]);
    });

    it("takes nothing for what another virtual host has, whose name it holds", () => {
        assert.deepEqual(
            typeProblems(
                "queue",
                { "/": { "eu/log": "classic" } },
                { "/": { "eu/log": "classic" }, eu: { log: "stream" } },
            ),
            [],
        );
    });
});

const digest = `sha256:${"0badc0de".repeat(8)}`;

/** Runs the hooks as the engine does when it is about to update every resource; what they refuse. */
async function refusals(before: Recording, after: Recording): Promise<string[]> {
    const refused: string[] = [];
    for (const { type, name, urn, inputs, options } of after.resources) {
        const oldInputs = before.resources.find((one) => one.urn === urn)?.inputs;
        for (const hookName of options.beforeUpdate) {
            const hook = after.hooks.find((one) => one.name === hookName);
            assert.ok(hook?.opts?.onDryRun, "a refusal has to come in the preview");
            const change = { urn, id: "id", name, type, oldInputs, newInputs: inputs };
            await Promise.resolve()
                .then(() => hook.callback(change))
                .catch((error: Error) => refused.push(error.message));
        }
    }
    return refused;
}

describe("An update of a broker", () => {
    const withBroker = (broker: RabbitMqBrokerArgs) => runProgram(shop({ broker }));
    const update = async (from: RabbitMqBrokerArgs, to: RabbitMqBrokerArgs) =>
        (await refusals(await withBroker(from), await withBroker(to))).join("\n");

    it("goes through when nothing changes", async () => {
        assert.equal(await update({}, {}), "");
    });

    it("goes through when it grows, and when queues are added", async () => {
        const queues = { orders: {}, log: { type: QueueType.Stream } };
        assert.equal(await update({ replicas: 1 }, { replicas: 3, queues }), "");
    });

    it("is refused when it would lose nodes or jump versions, with all reasons at once", async () => {
        const from = { replicas: 3, image: "rabbitmq:4.3.6-management" };
        const to = { replicas: 1, image: "rabbitmq:4.5.0-management" };
        assert.match(await update(from, to), /^replicas cannot go .*\nimage cannot go from .*$/);
    });

    it("is refused from an image that says no version to one that nobody looks at", async () => {
        const [from, to] = [`rabbitmq@${digest}`, "rabbitmq:4.3.6-management"];
        assert.equal(
            await update({ image: from }, { image: to }),
            `image cannot go from ${from} to ${to} at once: the name of the former says no version to compare. ` +
                `Add the digest to the latter (${to}@sha256:...): then a Job asks the nodes which version they run before any is replaced.`,
        );
        assert.equal(await update({ image: from }, { image: `${to}@${digest}` }), "");
        assert.equal(await update({ image: from }, { image: from }), "");
    });

    it("is refused when a queue changes its type, in any virtual host", async () => {
        const classic = { log: { type: QueueType.Classic } };
        const stream = { log: { type: QueueType.Stream } };
        const queues = { orders: {} };
        const reasons = await update(
            { queues: { ...queues, ...classic }, virtualHosts: { eu: { queues: classic } } },
            { queues: { ...queues, ...stream }, virtualHosts: { eu: { queues: stream } } },
        );
        assert.deepEqual(reasons.match(/the queue .+? is of type classic/g), [
            "the queue log is of type classic",
            "the queue log of the virtual host eu is of type classic",
        ]);
    });

    it("is refused when a client skips a version of its credentials, or goes back", async () => {
        const at = (credentialVersion: number) => ({
            clients: {
                "orders-api": { publishesTo: ["orders"], credentialVersion },
                "orders-worker": { consumesFrom: ["orders"] },
            },
        });
        assert.equal(await update(at(1), at(2)), "");
        assert.match(await update(at(1), at(3)), /of orders-api cannot go from 1 to 3/);
        assert.match(await update(at(3), at(1)), /of orders-api cannot go from 3 to 1/);
    });

    it("is refused when it would leave its messages in another namespace or on another class of volume", async () => {
        const reasons = await update(
            { namespace: "shop", storage: { storageClassName: "fast" } },
            { namespace: "stall", storage: {} },
        );
        assert.match(reasons, /^namespace cannot go from shop to stall: .* Keep shop, or make/);
        assert.match(
            reasons,
            /\nstorage.storageClassName cannot go from fast to the cluster's default: .* Keep fast/,
        );
    });

    it("is refused when an exchange changes its type", async () => {
        const fanout = { exchanges: { events: { type: ExchangeType.Fanout } } };
        assert.match(
            await update({ exchanges: { events: {} } }, fanout),
            /^the exchange events is of type topic and cannot become fanout/,
        );
    });
});
