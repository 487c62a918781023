import assert from "node:assert/strict";

import type { Recording } from "../harness";
import { runProgram } from "../harness";
import { valueAt } from "../valueAt";
import { shop, types } from "./shop";

/**
 * An object with a name of ours is deleted before its successor is made, and so is everything that
 * takes an output from it: the brokers must not be among that.
 */
describe("A change of what is declared on the broker", () => {
    let recording: Recording;
    before(async () => {
        recording = await runProgram(shop({ consumer: { http: {} } }));
    });

    const immutableTypes = [types.secret, types.configMap, types.job];

    it("deletes nothing first but Secrets that it makes once, and what no running node reads", () => {
        const named = recording.resources
            .filter(({ type }) => immutableTypes.includes(type))
            .filter(({ inputs }) => valueAt(inputs, "metadata", "name") !== undefined)
            .map(({ type, name }) => `${type}::${name}`);
        assert.deepEqual(named.sort(), [
            `${types.configMap}::rabbitmq-size`,
            `${types.secret}::rabbitmq-definitions`,
            `${types.secret}::rabbitmq-orders-api-v1`,
            `${types.secret}::rabbitmq-orders-worker-v1`,
        ]);
        const { inputs } = recording.get(types.secret, "rabbitmq-definitions");
        assert.deepEqual(Object.keys(inputs).sort(), ["apiVersion", "kind", "metadata"]);
        const { dependencies } = recording.get(types.secretPatch, "rabbitmq-definitions");
        assert.ok(dependencies.includes(`${types.secret}::rabbitmq-definitions`));
    });

    it("is with the brokers before they start, and reaches them through no output", () => {
        const { dependencies, propertyDependencies } = recording.get(types.statefulSet, "rabbitmq");
        const definitions = [types.secret, types.secretPatch].map(
            (type) => `${type}::rabbitmq-definitions`,
        );
        assert.ok(dependencies.includes(definitions[1]!));
        const used = Object.values(propertyDependencies).flat();
        assert.deepEqual(
            used.filter((one) => definitions.includes(one)),
            [],
        );
    });

    it("changes nothing in the StatefulSet", async () => {
        const queues = { orders: {}, refunds: {} };
        const clients = {
            "orders-api": { publishesTo: ["orders", "refunds"], credentialVersion: 2 },
            "orders-worker": { consumesFrom: ["orders"] },
            auditor: { consumesFrom: ["refunds"] },
        };
        const changed = await runProgram(
            shop({ broker: { queues, clients }, consumer: { http: {} } }),
        );
        const brokers = (of: Recording) => of.get(types.statefulSet, "rabbitmq").inputs;
        assert.deepEqual(brokers(changed), brokers(recording));
    });

    it("makes a new Job, which takes the name of the Secret with the definitions", () => {
        const { propertyDependencies } = recording.get(types.job, "rabbitmq-topology");
        assert.ok(propertyDependencies["spec"]?.includes(`${types.secret}::rabbitmq-topology`));
    });

    it("lets only pods take part in a rollout that a change of credentials or settings needs", () => {
        const takes = (type: string, name: string) =>
            recording.get(type, name).propertyDependencies["spec"];
        assert.deepEqual(takes(types.statefulSet, "rabbitmq"), [
            `${types.configMap}::rabbitmq-config`,
            `${types.secret}::rabbitmq-erlang-cookie`,
        ]);
        assert.deepEqual(takes(types.deployment, "orders-worker"), [
            `${types.job}::rabbitmq-topology`,
        ]);
        assert.equal(takes(types.service, "rabbitmq"), undefined);
    });

    it("is known to the broker before any workload is made or rolled over", () => {
        for (const name of ["orders-api", "orders-worker"]) {
            const { dependencies } = recording.get(types.deployment, name);
            assert.ok(dependencies.includes(`${types.job}::rabbitmq-topology`), name);
        }
    });
});
