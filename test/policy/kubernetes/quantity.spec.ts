import { equal } from "node:assert/strict";

import { quantity } from "../../../policy/kubernetes/quantity";

describe("a resource quantity", () => {
    for (const [text, expected] of [
        ["2Gi", 2147483648],
        ["2048Mi", 2147483648],
        ["1.5k", 1500],
        ["250m", 0.25],
        ["1e3", 1000],
        [512, 512],
        ["12 apples", undefined],
        ["", undefined],
    ] as const) {
        it(`${JSON.stringify(text)} is ${expected}`, () => equal(quantity(text), expected));
    }
});
