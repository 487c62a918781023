import { parseQuantity } from "../../redaction/quantity";
import type { Properties } from "../events/engineEvent";
import { podCount } from "./capacity";
import type { TypeTest } from "./holdsData";
import { listOf, recordOf } from "./propertyValue";
import type { ResourceChange } from "./stackPreview";

type Inputs = Properties | null | undefined;

/** How a change loses what a resource holds, as a verb before the resource (`deletes`), or undefined. */
export function dataLossOf(
    { action, type, isRetained }: Pick<ResourceChange, "action" | "type" | "isRetained">,
    before: Inputs,
    after: Inputs,
    holdsData: TypeTest,
): string | undefined {
    if (action === "delete" || action === "replace") {
        const isKept = isRetained || reclaimPolicy(before) === "Retain";
        return holdsData(type) && !isKept ? `${action}s` : undefined;
    }
    if (action !== "update") {
        return undefined;
    }
    if (/^kubernetes:core\/v1:PersistentVolumeClaim$/.test(type)) {
        return shrinks(requestedBytes(before?.spec), requestedBytes(after?.spec))
            ? "shrinks"
            : undefined;
    }
    return /^kubernetes:apps\/v1:StatefulSet$/.test(type) ? claimLoss(before, after) : undefined;
}

function claimLoss(before: Inputs, after: Inputs): string | undefined {
    const [old, now] = [claims(before), claims(after)];
    if (now.some((claim, i) => shrinks(requestedBytes(old[i]), requestedBytes(claim)))) {
        return "shrinks the volumes of";
    }
    const [pods, left] = [podCount(before) ?? 0, podCount(after) ?? 0];
    return left < pods && old.length > 0 && !keepsClaims(after, "whenScaled")
        ? `deletes the volumes of ${pods - left} of ${pods} pods of`
        : undefined;
}

/** Whether the claims of a StatefulSet stay when it goes or has fewer pods, as they do by default. */
export function keepsClaims(inputs: Inputs, event: "whenDeleted" | "whenScaled"): boolean {
    const policy = recordOf(recordOf(inputs?.spec).persistentVolumeClaimRetentionPolicy);
    return policy[event] !== "Delete";
}

function claims(inputs: Inputs): unknown[] {
    return listOf(recordOf(inputs?.spec).volumeClaimTemplates).map((claim) => recordOf(claim).spec);
}

function requestedBytes(spec: unknown): number | undefined {
    return parseQuantity(recordOf(recordOf(recordOf(spec).resources).requests).storage);
}

function shrinks(before: number | undefined, after: number | undefined): boolean {
    return before !== undefined && after !== undefined && after < before;
}

function reclaimPolicy(inputs: Inputs): unknown {
    return recordOf(inputs?.spec).persistentVolumeReclaimPolicy;
}
