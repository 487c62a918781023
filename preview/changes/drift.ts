import type { StepMetadata } from "../events/engineEvent";
import { kindOf, resourceName } from "../events/urn";
import { propertyChanges } from "./propertyChange";
import type { Redaction } from "./redaction";
import type { Drift } from "./stackPreview";

/** What a refresh found to be other than the state says, or undefined where it found nothing else. */
export function driftOf(step: StepMetadata, redaction: Redaction): Drift | undefined {
    const { urn, type, old, new: found } = step;
    const told = { urn, kind: kindOf(type), name: resourceName(urn) };
    if (!found) {
        return old ? { ...told, isGone: true, changes: [] } : undefined;
    }
    if (!Object.keys(step.detailedDiff ?? {}).length) {
        return undefined;
    }
    const changes = propertyChanges({ ...step, op: "update" }, redaction).map((change) => ({
        ...change,
        forcesReplacement: false,
    }));
    return { ...told, isGone: false, changes };
}
