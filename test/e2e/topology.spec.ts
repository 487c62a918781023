import assert from "node:assert/strict";

import type { Pod } from "./kubernetes";
import { pods, restarts } from "./kubernetes";
import { Ledger } from "./ledger";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { apply, configuration, namespace, ready, shop } from "./shop";

describe("a queue and a client that are added", () => {
    before(ready);
    after(() => apply());

    it("are on the broker after up, and no broker pod was restarted and no message lost", async () => {
        const before = await pods(namespace, "rabbitmq");
        const ledger = new Ledger(namespace);
        try {
            const changed = configuration();
            changed.queues["returns"] = {};
            changed.clients = { auditor: { consumesFrom: ["returns"] } };
            const { exitCode, all } = await shop.up(changed);
            assert.equal(exitCode, 0, all);
            const after = await pods(namespace, "rabbitmq");
            assert.deepEqual(after.map(identity), before.map(identity));
            assert.ok(ledger.tally.confirmed.size > 0, "messages flowed meanwhile");
        } finally {
            ledger.close();
        }
    });

    it("leave: the client is no longer a user, and the queue stays, because it may hold messages", async () => {
        await apply();
        const listed = await rabbitMqCtl(namespace, "list_users", "--silent");
        const users = listed.split("\n").map((line) => line.split("\t")[0]);
        assert.ok(users.includes("orders-api-v1"), listed);
        assert.ok(!users.includes("auditor-v1"), listed);
        assert.match(await rabbitMqCtl(namespace, "list_queues", "name", "--silent"), /^returns$/m);
    });
});

function identity(pod: Pod) {
    return { name: pod.metadata.name, uid: pod.metadata.uid, restarts: restarts(pod) };
}
