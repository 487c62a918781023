import assert from "node:assert/strict";

import { isReady, pods, restarts } from "./kubernetes";
import { Ledger } from "./ledger";
import { consumed } from "./load";
import { apply, configuration, namespace, ready, shop } from "./shop";
import { waitFor } from "./waitFor";

describe("messages", () => {
    before(ready);

    it("flow from the producer through the broker to each of the three consumers, and none is lost", async () => {
        const ledger = new Ledger(namespace);
        try {
            await waitFor("500 confirmed messages", 120, () => {
                return ledger.tally.confirmed.size >= 500;
            });
            await apply(withoutProducing());
            await consumed(ledger, 60);
            assert.deepEqual(ledger.lost(), []);
            const workers = await pods(namespace, "consumer");
            assert.equal(workers.filter(isReady).length, 3);
            assert.deepEqual(workers.map(restarts), [0, 0, 0]);
        } finally {
            ledger.close();
            await apply();
        }
    });

    it("need no change right after they flow: a second preview is empty", async () => {
        const { all, exitCode } = await shop.preview(configuration(), "--expect-no-changes");
        assert.equal(exitCode, 0, all);
    });
});

/** The producer goes on running, and publishes nothing: what was confirmed is then a fixed number. */
function withoutProducing() {
    const changed = configuration();
    changed.producers["orders-api"]!.replicas = 0;
    return changed;
}
