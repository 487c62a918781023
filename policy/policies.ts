import type { Policy } from "./engine/policyOf";
import { type Framework, frameworks, groupOf, type Rule, type Tag, tags } from "./engine/rule";
import { packPolicies } from "./pack";
import { conventions } from "./rules/meta/conventions";
import { rules } from "./rules/rules";

/** Which rules a pack takes: those that any of its fields names. Without one of them it takes all. */
export interface PolicySelection {
    /** The first words of policies' names, such as `port`. */
    readonly groups?: readonly string[];
    /** The names of policies, such as `port-named`. */
    readonly names?: readonly string[];
    readonly tags?: readonly Tag[];
    readonly frameworks?: readonly Framework[];
    /** Rules of one's own, which know the same exemptions and conventions. */
    readonly additional?: readonly Rule[];
}

/**
 * Policies for a pack of one's own. Exemptions and `meta-conventions` come with any of them, because
 * the others rely on those.
 *
 * @throws where the selection names what does not exist
 */
export function policies(selection: PolicySelection = {}): Policy[] {
    const problems = problemsOf(selection);
    if (problems.length > 0) {
        throw new Error(`The policies cannot be selected: ${problems.join(". ")}.`);
    }
    const taken = rules.filter((rule) => rule === conventions || isTaken(rule, selection));
    return packPolicies([...taken, ...(selection.additional ?? [])]);
}

function isTaken(rule: Rule, selection: PolicySelection): boolean {
    const { groups, names } = selection;
    const named = [groups, names, selection.tags, selection.frameworks];
    return (
        named.every((list) => list === undefined) ||
        groups?.includes(groupOf(rule)) === true ||
        names?.includes(rule.id) === true ||
        rule.tags.some((tag) => selection.tags?.includes(tag)) ||
        (rule.frameworks ?? []).some((framework) => selection.frameworks?.includes(framework))
    );
}

function problemsOf(selection: PolicySelection): string[] {
    const known = {
        groups: [...new Set(rules.map(groupOf))],
        names: rules.map(({ id }) => id),
        tags,
        frameworks,
    };
    const unknown = (["groups", "names", "tags", "frameworks"] as const).flatMap((field) =>
        (selection[field] ?? [])
            .filter((value) => !(known[field] as readonly string[]).includes(value))
            .map((value) => `${field} holds ${value}: take some of ${known[field].join(", ")}`),
    );
    const twice = (selection.additional ?? [])
        .filter(({ id }) => known.names.includes(id))
        .map(({ id }) => `additional holds ${id}, which the pack has already: give it another id`);
    return [...unknown, ...twice];
}
