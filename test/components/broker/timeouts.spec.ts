import assert from "node:assert/strict";

import { brokerDefaults } from "../../../components/broker/arguments";
import { brokerTimeouts } from "../../../components/broker/timeouts";
import { runProgram } from "../../harness";
import { shop, types } from "../shop";

describe("brokerTimeouts", () => {
    it("give every node the time to stop and to start, one after the other in an update", () => {
        const timeouts = brokerTimeouts(
            brokerDefaults("rabbitmq", { replicas: 3, drainTimeoutSeconds: 3600 }),
        );
        assert.deepEqual(timeouts, {
            create: "1200s",
            update: `${3 * (3600 + 30 + 1200)}s`,
            delete: "4230s",
        });
    });

    it("are those that Pulumi waits for", async () => {
        const { get } = await runProgram(shop({ broker: { drainTimeoutSeconds: 120 } }));
        assert.equal(get(types.statefulSet, "rabbitmq").options.customTimeouts.delete, "750s");
    });
});

describe("The cookie of a broker", () => {
    const isProtected = async (keepOnDelete: boolean) =>
        (await runProgram(shop({ broker: { storage: { keepOnDelete } } }))).get(
            "random:index/randomPassword:RandomPassword",
            "rabbitmq-erlang-cookie",
        ).options.protect;

    it("goes only when somebody says so, where the messages are kept", async () => {
        assert.equal(await isProtected(true), true);
        assert.equal(await isProtected(false), false);
    });
});
