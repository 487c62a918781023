import { type KubernetesObject, namespaceOf } from "./object";
import { matchesLabels, matchesSelector } from "./selectors";
import type { LabelSelector } from "./shapes/meta";
import type { Stack } from "./stack";
import type { UnknownValues } from "./unknownValue";
import type { Workload } from "./workload";

type Labels = Workload["podLabels"];

/** Whether the pods of a workload stand in the object's namespace and have matching labels. */
function selects(
    object: KubernetesObject,
    workload: Workload,
    matches: (labels: Labels) => boolean,
): boolean {
    return namespaceOf(workload.object) === namespaceOf(object) && matches(workload.podLabels);
}

/** Whether a Service sends traffic to the pods of a workload. No selector selects nothing. */
export function serviceSelects(
    service: KubernetesObject<{ spec?: { selector?: { [key: string]: string } } }>,
    workload: Workload,
): boolean {
    const selector = service.props.spec?.selector ?? {};
    return (
        Object.keys(selector).length > 0 &&
        selects(service, workload, (labels) => matchesLabels(selector, labels))
    );
}

/** Whether a label selector, such as a NetworkPolicy's, selects the pods of a workload. */
export function selectorSelects(
    object: KubernetesObject,
    selector: LabelSelector | undefined,
    workload: Workload,
): boolean {
    return selects(object, workload, (labels) => matchesSelector(selector ?? {}, labels));
}

/** The workloads behind a Service. */
export function workloadsBehind(
    service: Parameters<typeof serviceSelects>[0],
    stack: Stack,
    unknowns: UnknownValues,
): Workload[] {
    const selector = service.props.spec?.selector;
    return unknowns.matching(stack.workloadsBeside(service, selector), (workload) =>
        serviceSelects(service, workload),
    );
}
