import { deepEqual } from "node:assert/strict";

import type { Rule } from "../../policy/engine/rule";
import { judge } from "./judge";
import { changed, shopStack, type TestResource } from "./shopStack";

/** One change to a stack that keeps all rules, and every message that it must lead to. */
export interface Case {
    when: string;
    /** `Kind/name` of the resource that changes. */
    in?: string;
    /** Its fields that are set, by their paths; undefined removes one. */
    set?: { [key: string]: unknown };
    /** Resources that join the stack. */
    with?: TestResource[];
    config?: object;
    finds: string[];
    /** The path of the value that is not known, where the rest is judged all the same. */
    unknown?: string;
}

export function describeRule(rule: Rule, cases: Case[]): void {
    describe(rule.id, () => {
        for (const { when, in: which, set, with: others, config, finds, unknown } of cases) {
            it(`${finds.length === 0 ? "accepts" : "reports"} ${when}`, async () => {
                const base = [...shopStack(), ...(others ?? [])];
                const stack = which && set ? changed(base, which, set) : base;
                deepEqual(await judge(rule, stack, config), { violations: finds, unknown });
            });
        }
    });
}
