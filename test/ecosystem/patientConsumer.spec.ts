import assert from "node:assert/strict";

import { kubectl, pods } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { messagesIn, rabbitMqCtl } from "../e2e/rabbitMqCtl";
import { waitFor } from "../e2e/waitFor";
import { namespace, ready, run } from "./tasks";

describe("a consumer whose work takes long", () => {
    let ledger: Ledger;

    before(async () => {
        await ready();
        ledger = new Ledger(namespace);
    });
    after(() => ledger.close());

    it("finishes what it has begun when it is told to stop", async () => {
        await run("orders-api", "first");
        await held(5);
        await kubectl("delete", "pod", "-n", namespace, await consumerPod(), "--wait=false");
        await waitFor("the messages to be done", 120, () => ledger.lost().length === 0);
        assert.equal(ledger.duplicates(), 0, "nothing had to be begun again");
    });

    it("loses nothing that the broker took back during the work when it dies", async () => {
        await run("orders-api", "second");
        await held(5);
        await rabbitMqCtl(namespace, "close_all_user_connections", "orders-worker-v1", "test");
        await held(0);
        const pod = await consumerPod();
        await kubectl("delete", "pod", "-n", namespace, pod, "--force", "--grace-period=0");
        assert.equal(ledger.lost().length, 5, "nothing of it is done yet");
        await waitFor("the messages to be done", 180, () => ledger.lost().length === 0);
    });
});

async function consumerPod(): Promise<string> {
    const found = (await pods(namespace, "consumer")).find(
        ({ metadata }) =>
            metadata.name.startsWith("orders-worker-") && !("deletionTimestamp" in metadata),
    );
    return found!.metadata.name;
}

async function held(messages: number): Promise<void> {
    const count = () => messagesIn(namespace, "orders", "messages_unacknowledged");
    const what = `${messages} messages to be held`;
    await waitFor(what, 30, async () => (await count()) === messages, count);
}
