import assert from "node:assert/strict";

import { untilEmpty } from "../../workloads/untilEmpty";

/** How often the broker is asked when it answers this, and this many messages are being processed. */
async function askedUntilEmpty(answers: (number | Error)[], processing: number[]): Promise<number> {
    let asked = 0;
    await untilEmpty(
        () => {
            const answer = answers[asked++]!;
            return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
        () => processing[asked - 1]!,
        () => Promise.resolve(),
    );
    return asked;
}

describe("a consumer that stops when its queue is empty", () => {
    it("stops at once when there is nothing", async () => {
        assert.equal(await askedUntilEmpty([0], [0]), 1);
    });

    it("goes on as long as messages wait", async () => {
        assert.equal(await askedUntilEmpty([7, 2, 0], [0, 0, 0]), 3);
    });

    it("finishes what it has begun", async () => {
        assert.equal(await askedUntilEmpty([0, 0, 0], [3, 1, 0]), 3);
    });

    it("goes on while the broker does not answer", async () => {
        assert.equal(await askedUntilEmpty([new Error("gone"), 1, 0], [0, 0, 0]), 3);
    });
});
