import { equal } from "node:assert/strict";

import { calicoSelector } from "../../../policy/kubernetes/calicoSelector";

const labels = { app: "api", "example.com/tier": "back-end" };

const selectors: [string, boolean | undefined][] = [
    ["", true],
    ["all()", true],
    ["app == 'api'", true],
    ['app == "web"', false],
    ["app != 'web'", true],
    ["role != 'web'", true],
    ["has(app)", true],
    ["!has(app)", false],
    ["has(example.com/tier) && app == 'api'", true],
    ["app == 'web' && has(x) || app == 'api'", true],
    ["app == 'web' && (has(x) || app == 'api')", false],
    ["app in {'web', 'api'}", true],
    ["app not in {'web', 'api'}", false],
    ["example.com/tier starts with 'back'", true],
    ["example.com/tier ends with 'front'", false],
    ["example.com/tier contains 'k-e'", true],
    ["app == api", undefined],
    ["app =", undefined],
    ["app in {'a'", undefined],
    ["(app == 'api'", undefined],
    ["app == 'api' app", undefined],
    ["some(app)", undefined],
    ["!".repeat(10_000), undefined],
];

describe("a selector of Calico", () => {
    for (const [selector, expected] of selectors) {
        const does = { true: "selects", false: "does not select", undefined: "is not read" };
        it(`${does[`${expected}`]}: ${selector.slice(0, 60)}`, () => {
            equal(calicoSelector(selector)?.(labels), expected);
        });
    }
});
