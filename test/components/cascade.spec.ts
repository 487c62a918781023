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

    /** What is replaced when it changes, and deleted first because of its name. */
    const deletedFirst = () =>
        recording.resources
            .filter(({ type }) => immutableTypes.includes(type))
            .filter(({ inputs }) => valueAt(inputs, "metadata", "name") !== undefined)
            .map(({ type, name }) => `${type}::${name}`);

    it("deletes nothing first but Secrets that people and other stacks know by name", () => {
        assert.deepEqual(deletedFirst().sort(), [
            `${types.configMap}::rabbitmq-size`,
            `${types.secret}::rabbitmq-definitions`,
            `${types.secret}::rabbitmq-orders-api-v1`,
            `${types.secret}::rabbitmq-orders-worker-v1`,
        ]);
    });

    it("reaches nobody through an output of that Secret", () => {
        for (const { type, name, propertyDependencies } of recording.resources) {
            const used = Object.values(propertyDependencies).flat();
            const found = used.filter((resource) => deletedFirst().includes(resource));
            assert.deepEqual(found, [], `${type}::${name}`);
        }
    });

    it("comes before the brokers and the Job all the same", () => {
        const definitions = `${types.secret}::rabbitmq-definitions`;
        for (const [type, name] of [
            [types.statefulSet, "rabbitmq"],
            [types.job, "rabbitmq-topology"],
        ] as const) {
            assert.ok(recording.get(type, name).dependencies.includes(definitions), name);
        }
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
        const checksum = (of: Recording) =>
            valueAt(
                of.get(types.job, "rabbitmq-topology").inputs,
                ...["spec", "template", "spec", "containers", 0, "env", 0],
            );
        assert.notDeepEqual(checksum(changed), checksum(recording));
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
