import assert from "node:assert/strict";

import { kubectl } from "../e2e/kubernetes";
import { apply, has, namespace, ready, withLetters } from "./tasks";

describe("a workload that runs once", () => {
    before(ready);
    after(() => apply());

    it("has run when the update has ended", async () => {
        await apply(withLetters());
        await has("letters", 50);
    });

    it("does its work no second time for a rotation of its credentials, which revokes the first ones", async () => {
        await apply(withLetters({ credentialVersion: 2, revokePrevious: true }));
        await has("letters", 50);
        assert.match(await jobs(), /^job\.batch\/letters-run-1-\w+$/);
    });

    it("runs again, with the new credentials, when its number is raised", async () => {
        const rotated = { credentialVersion: 2, revokePrevious: true };
        await apply(withLetters({ ...rotated, runOnce: { run: 2 } }));
        await has("letters", 100);
        assert.match(await jobs(), /^job\.batch\/letters-run-2-\w+$/);
    });

    it("fails the update when it fails, and says why", async () => {
        const changed = withLetters({
            ...{ credentialVersion: 2, env: { MESSAGE_COUNT: "none" } },
            runOnce: { run: 3, backoffLimit: 0 },
        });
        await assert.rejects(apply(changed), /bad-environment|BackoffLimitExceeded/);
    });
});

async function jobs(): Promise<string> {
    const all = await kubectl("get", "jobs", "-n", namespace, "-o", "name");
    return all
        .split("\n")
        .filter((name) => name.includes("letters-run"))
        .join(",");
}
