import { analyze } from "../../policy/audit/analysis";
import { Exemptions } from "../../policy/engine/exemptions";
import { ObjectsOfRun } from "../../policy/engine/objectsOfRun";
import { policyOf } from "../../policy/engine/policyOf";
import type { Rule } from "../../policy/engine/rule";
import type { TestResource } from "./shopStack";

/** What the SDK would put on the wire: messages without the description, and what was not known. */
export interface Judgement {
    violations: string[];
    /** The path of the first value that was not known, where a "can't run" advisory is due. */
    unknown: string | undefined;
}

/** A value that is not known during preview, as the engine spells it. */
export const unknown: never = "04da6b54-80e4-46f7-96ec-b56ff0331ba9" as never;

/** Judges a stack by one rule, the way that the SDK does. */
export async function judge(
    rule: Rule,
    resources: TestResource[],
    config: object = {},
    outputs: TestResource[] = resources,
): Promise<Judgement> {
    const diagnostics = await analyze(
        [
            policyOf(
                rule,
                { exemptions: new Exemptions(() => "2026-01-01"), objects: new ObjectsOfRun() },
                0,
            ),
        ],
        resources.map(({ props, ...resource }, index) => ({
            ...resource,
            inputs: props,
            outputs: outputs[index]?.props ?? {},
        })),
        { [rule.id]: { ...config } },
    );
    const violations = diagnostics.filter(({ unknown }) => unknown === undefined);
    for (const { message, urn } of violations) {
        if (!resources.some((resource) => resource.urn === urn)) {
            throw new Error(`"${message}" is about no resource of the stack: ${urn}`);
        }
    }
    return {
        violations: violations.map(({ message }) => message),
        unknown: diagnostics.find(({ unknown }) => unknown !== undefined)?.unknown,
    };
}
