import type { LabelSelector } from "./shapes/meta";

type Labels = Readonly<{ [key: string]: string }> | undefined;

/** Whether every label that the selector names is there. An empty selector selects everything. */
export function matchesLabels(
    selector: Readonly<{ [key: string]: string }>,
    labels: Labels,
): boolean {
    return Object.keys(selector).every((key) => labels?.[key] === selector[key]);
}

/** As the API server does it: all labels and all expressions must hold. */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
    return (
        matchesLabels(selector.matchLabels ?? {}, labels) &&
        (selector.matchExpressions ?? []).every((expression) => {
            const value = labels?.[expression.key ?? ""];
            const listed = value !== undefined && (expression.values ?? []).includes(value);
            switch (expression.operator ?? "") {
                case "In":
                    return listed;
                case "NotIn":
                    return !listed;
                case "Exists":
                    return value !== undefined;
                case "DoesNotExist":
                    return value === undefined;
                default:
                    return false;
            }
        })
    );
}

/** Whether a selector selects everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
    return (
        Object.keys(selector.matchLabels ?? {}).length === 0 &&
        (selector.matchExpressions ?? []).length === 0
    );
}
