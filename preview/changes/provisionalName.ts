import type { StepMetadata } from "../events/engineEvent";
import { isRecord } from "./propertyValue";

/**
 * The name that the Kubernetes provider made up for an object that is yet to be created. Each preview makes up another
 * one, and `up` uses none of them: the comment shows a placeholder, so that it stays the same from run to run.
 */
export function provisionalName(
    step: Partial<StepMetadata>,
): { name: string; shown: string } | undefined {
    const metadata = step.new?.inputs?.metadata;
    if (!/^(create|create-replacement|replace)$/.test(step.op ?? "") || !isRecord(metadata)) {
        return undefined;
    }
    const { name, annotations } = metadata;
    const isAutonamed = isRecord(annotations) && annotations["pulumi.com/autonamed"] === "true";
    return isAutonamed && typeof name === "string" && /-[0-9a-f]{8}$/.test(name)
        ? { name, shown: name.replace(/[0-9a-f]{8}$/, "[new]") }
        : undefined;
}
