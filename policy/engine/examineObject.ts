import type { KubernetesObject } from "../kubernetes/object";
import { eachContainer, eachPod } from "../kubernetes/podTemplate";
import type { Examination } from "./examination";
import type { Rule } from "./rule";

/** Whether the rule judges objects one by one, whatever it looks at in them. */
export function judgesObjects(rule: Rule): boolean {
    return !!(rule.checkObject ?? rule.checkPod ?? rule.checkContainer);
}

/** Judges an object, then the pods that it makes, then each container of a pod. */
export function examineObject(
    rule: Rule,
    object: KubernetesObject,
    examination: Examination<object>,
): void {
    const { attempt } = examination;
    attempt(() => rule.checkObject?.(object, examination));
    if (!rule.checkPod && !rule.checkContainer) {
        return;
    }
    eachPod(object, examination, (pod) => {
        attempt(() => rule.checkPod?.(pod, examination));
        if (rule.checkContainer) {
            eachContainer(pod, examination, (container) =>
                rule.checkContainer?.(container, examination),
            );
        }
    });
}
