import { type KubernetesObject, namespaceOf } from "../kubernetes/object";
import { isNamespaced } from "../kubernetes/scope";
import { ifKnown } from "../kubernetes/unknownValue";

/** What is wrong, in a form that always names a fix. */
export type Finding =
    { at: string; is: string; requires: string; fix: string } | { says: string; fix: string };

/** One line: which object, where, what it is, what is required, and one fix. */
export function violationMessage(object: KubernetesObject, finding: Finding): string {
    const what =
        "says" in finding
            ? finding.says
            : `${finding.at} is ${finding.is}; ${stackName(object.urn)} requires ${finding.requires}`;
    return `${subject(object)} ${what}. ${finding.fix}.`;
}

/** `Service "shop/orders"`: the logical name, because generated names differ at every preview. */
export function subject(object: KubernetesObject): string {
    const namespace =
        isNamespaced(object) === false ? undefined : ifKnown(() => namespaceOf(object));
    return `${object.kind} "${namespace ? `${namespace}/` : ""}${object.name}"`;
}

/** `1, 3 or 5` */
export function oneOf(values: readonly (string | number)[]): string {
    const last = values.at(-1) ?? "";
    return values.length < 2 ? `${last}` : `${values.slice(0, -1).join(", ")} or ${last}`;
}

/** `"latest"`, or `unset` */
export function quoted(value: string | undefined | null): string {
    return value === undefined || value === null ? "unset" : `"${value}"`;
}

/** The stack's name, as it stands in every URN: `urn:pulumi:prod::project::type::name`. */
function stackName(urn: string): string {
    return urn.split("::")[0]?.split(":")[2] ?? "this stack";
}
