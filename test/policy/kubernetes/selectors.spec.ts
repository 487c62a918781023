import { equal } from "node:assert/strict";

import { matchesSelector } from "../../../policy/kubernetes/selectors";

const labels = { app: "shop", tier: "web" };

describe("a label selector", () => {
    for (const [what, key, operator, values, expected] of [
        ["In with the value", "tier", "In", ["web", "job"], true],
        ["In without the value", "tier", "In", ["job"], false],
        ["In for a label that is missing", "zone", "In", ["web"], false],
        ["NotIn with the value", "tier", "NotIn", ["web"], false],
        ["NotIn for a label that is missing", "zone", "NotIn", ["web"], true],
        ["Exists", "tier", "Exists", [], true],
        ["Exists for a label that is missing", "zone", "Exists", [], false],
        ["DoesNotExist", "tier", "DoesNotExist", [], false],
        ["DoesNotExist for a label that is missing", "zone", "DoesNotExist", [], true],
        ["an operator that does not exist", "tier", "Gt", ["web"], false],
    ] as const) {
        it(`${expected ? "matches" : "does not match"} by ${what}`, () => {
            const expression = { key, operator, values: [...values] };
            equal(matchesSelector({ matchExpressions: [expression] }, labels), expected);
        });
    }

    it("asks for every label and every expression", () => {
        const expression = { key: "tier", operator: "Exists" };
        equal(
            matchesSelector(
                { matchLabels: { app: "shop" }, matchExpressions: [expression] },
                labels,
            ),
            true,
        );
        equal(
            matchesSelector(
                { matchLabels: { app: "bank" }, matchExpressions: [expression] },
                labels,
            ),
            false,
        );
    });

    it("matches everything when it is empty", () => {
        equal(matchesSelector({}, undefined), true);
    });
});
