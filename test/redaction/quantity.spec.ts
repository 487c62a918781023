import { equal } from "node:assert/strict";

import { parseQuantity } from "../../redaction/quantity";

describe("a Kubernetes quantity", () => {
    for (const [text, expected] of [
        ["2Gi", 2147483648],
        ["2048Mi", 2147483648],
        ["1.5k", 1500],
        ["250m", 0.25],
        ["1e3", 1000],
        ["1E", 1e18],
        [".5", 0.5],
        [512, 512],
        ["1.2.3", undefined],
        ["12 apples", undefined],
        ["1Xi", undefined],
        ["", undefined],
        [undefined, undefined],
        [null, undefined],
        [[5], undefined],
    ] as const) {
        it(`${JSON.stringify(text)} is ${expected}`, () => equal(parseQuantity(text), expected));
    }
});
