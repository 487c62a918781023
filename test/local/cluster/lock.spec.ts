import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

import { LockedError, withLock } from "../../../local/cluster/lock";

describe("the lock", () => {
    const name = `queue-workloads-lock-test-${process.pid}`;

    it("lets one run at a time and gives the second one the first one's process", async () => {
        await withLock(name, async () => {
            const second = withLock(name, () => Promise.resolve("ran"));
            await assert.rejects(second, (error: Error) => {
                assert.ok(error instanceof LockedError);
                assert.match(error.message, new RegExp(`process ${process.pid}: `));
                return true;
            });
        });
    });

    it("is free again after the action, whether it failed or not", async () => {
        const failing = withLock(name, () => Promise.reject(new Error("the action failed")));
        await assert.rejects(failing, /the action failed/);
        assert.equal(await withLock(name, () => Promise.resolve("ran")), "ran");
    });

    it("does not outlive a holder that was killed", async () => {
        const hold = `require("node:net").createServer().listen("\\0${name}", () => console.log("held"))`;
        const holder = spawn(process.execPath, ["-e", hold]);
        await once(holder.stdout, "data");
        await assert.rejects(
            withLock(name, () => Promise.resolve()),
            LockedError,
        );
        holder.kill("SIGKILL");
        await once(holder, "exit");
        assert.equal(await withLock(name, () => Promise.resolve("ran")), "ran");
    });
});
