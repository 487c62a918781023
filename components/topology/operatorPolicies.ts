import type { Problem } from "../problems";
import { choiceProblems, numberProblems } from "../problems";
import type { PolicySettings } from "./defaults";
import { patternProblems } from "./patterns";
import { PolicyTarget } from "./policy";
import { operatorDefinitionProblems } from "./policyDefinition";
import { resourceNameProblems } from "./problems";

/** What RabbitMQ would refuse of operator policies, or have no use for. */
export function operatorPolicyProblems(
    at: string,
    policies: { [name: string]: PolicySettings } = {},
): Problem[] {
    const targets = Object.values(PolicyTarget).filter(
        (target) => target !== PolicyTarget.Exchanges,
    );
    return Object.entries(policies).flatMap(
        ([name, { pattern, applyTo, priority, definition }]) => {
            const path = `${at}.operatorPolicies.${name}`;
            return [
                ...resourceNameProblems(path, name),
                ...patternProblems(`${path}.pattern`, pattern),
                ...choiceProblems(`${path}.applyTo`, applyTo, targets),
                ...numberProblems(`${path}.priority`, priority, 0, 99),
                ...operatorDefinitionProblems(`${path}.definition`, definition),
            ];
        },
    );
}
