import { deepEqual } from "node:assert/strict";

import { rules } from "../../policy/rules";
import { judge } from "./judge";
import { shopStack } from "./shopStack";

describe("every rule of the policy pack", () => {
    for (const rule of rules) {
        it(`${rule.id} finds nothing in a stack that keeps all rules`, async () => {
            deepEqual(await judge(rule, shopStack()), { violations: [], unknown: undefined });
        });
    }
});
