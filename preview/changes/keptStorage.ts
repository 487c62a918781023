import type { DeclaredResource } from "./autoscaling";
import { noCapacity, stackCapacity } from "./capacity";
import { keepsClaims } from "./dataLoss";

type Resources = ReadonlyMap<string, DeclaredResource>;

/** The storage of claims that stay when their StatefulSet goes or gets fewer pods: nothing frees it but a person. */
export function keptStorageBytes(before: Resources, after: Resources): number {
    return [...before].reduce((sum, [urn, old]) => {
        if (!/^kubernetes:apps\/v1:StatefulSet$/.test(old.type)) {
            return sum;
        }
        const now = after.get(urn);
        const isKept = keepsClaims((now ?? old).inputs, now ? "whenScaled" : "whenDeleted");
        return isKept ? sum + Math.max(0, storageOf(old) - storageOf(now)) : sum;
    }, 0);
}

function storageOf(resource: DeclaredResource | undefined): number {
    return (resource ? stackCapacity([resource], new Map()) : noCapacity).storageBytes;
}
