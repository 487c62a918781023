import assert from "node:assert/strict";

import { createLog } from "../../workloads/log";
import { StreamReader } from "../../workloads/streamReader";

/** A reader whose work ends at once, or when the test says so. */
function reader({ stored, storeEvery = 3 }: { stored?: bigint; storeEvery?: number } = {}) {
    const written: bigint[] = [];
    const worked: bigint[] = [];
    let hold: Promise<void> | undefined;
    const subject = new StreamReader<{ offset: bigint }>({
        stream: "history",
        stored: {
            read: () => Promise.resolve(written.at(-1) ?? stored),
            write: (offset) => Promise.resolve(void written.push(offset)),
        },
        storeEvery,
        work: async ({ offset }) => {
            worked.push(offset);
            await hold;
        },
        log: createLog("info", () => undefined),
    });
    const handle = async (...offsets: number[]) => {
        for (const offset of offsets) {
            await subject.handle({ offset: BigInt(offset) });
        }
    };
    return {
        subject,
        handle,
        written,
        worked,
        holdOn: (until: Promise<void>): void => void (hold = until),
    };
}

describe("the reader of a stream", () => {
    it("begins behind the offset that is stored, or where it is told to if there is none", async () => {
        assert.equal(await reader({ stored: 41n }).subject.changeTurns(), 42n);
        assert.equal(await reader().subject.changeTurns(), undefined);
    });

    it("takes nothing before its turn", async () => {
        const { handle, worked } = reader();
        await handle(0, 1);
        assert.deepEqual(worked, []);
    });

    it("stores the offset of what is done, each so many messages and when it is asked to", async () => {
        const { subject, handle, written } = reader();
        await subject.changeTurns();
        await handle(0, 1, 2, 3);
        assert.deepEqual(written, [2n]);
        await subject.store();
        await subject.store();
        assert.deepEqual(written, [2n, 3n]);
    });

    it("stores nothing of a message whose work is not done", async () => {
        const { subject, handle, written, holdOn } = reader({ storeEvery: 1 });
        await subject.changeTurns();
        holdOn(new Promise(() => {}));
        void handle(0);
        await subject.store();
        assert.deepEqual(written, []);
    });

    it("hands over what follows once its work is done and its offset stored", async () => {
        const { subject, handle, written, worked, holdOn } = reader();
        await subject.changeTurns();
        let finish = () => {};
        holdOn(new Promise((resolve) => (finish = resolve)));
        const handling = handle(0, 1);
        const handedOver = subject.changeTurns();
        assert.deepEqual(written, []);
        finish();
        assert.equal(await handedOver, undefined);
        await handling;
        assert.deepEqual([worked, written], [[0n], [0n]]);
        assert.equal(await subject.changeTurns(), 1n);
    });

    it("neither reads nor stores any more once it is abandoned", async () => {
        const { subject, handle, written, worked } = reader();
        await subject.changeTurns();
        await handle(0);
        subject.abandon();
        await handle(1);
        await subject.store();
        assert.deepEqual([worked, written], [[0n], []]);
    });
});
