import { execa } from "execa";

import type { PendingOperation } from "./fileBackend";
import { localBackend } from "./localBackend";
import type { PulumiOptions } from "./pulumi";
import { pulumi } from "./pulumi";

/**
 * What a killed `pulumi up` was about to create is in the cluster or is not, and the state cannot tell. On a
 * throwaway cluster the safe answer is to delete it and to let the next `up` create it.
 */
export async function repairPendingOperations(
    stack: string,
    options: PulumiOptions,
): Promise<void> {
    const pending = localBackend.pendingOperations(stack);
    if (pending.length === 0) {
        return;
    }
    options.report(`repairing ${pending.length} operations that an interrupted update left open`);
    for (const operation of pending.filter(({ type }) => type === "creating")) {
        const target = kubernetesObject(operation);
        if (target === undefined) {
            continue;
        }
        await execa("kubectl", ["delete", "--ignore-not-found", "--timeout=60s", ...target], {
            env: options.environment,
            extendEnv: false,
        });
    }
    const refresh = ["refresh", "--yes", "--skip-preview", "--clear-pending-creates"];
    await pulumi([...refresh, "--stack", stack], options);
}

/** What kubectl has to be told to find the object: `kubernetes:apps/v1:StatefulSet` is `StatefulSet.v1.apps`. */
export function kubernetesObject({ resource }: PendingOperation): string[] | undefined {
    const [, group, version, kind] =
        /^kubernetes:(?:([^/:]+)\/)?([^/:]+):(\w+)$/.exec(resource.type) ?? [];
    const { name, namespace } = resource.inputs?.metadata ?? {};
    if (kind === undefined || name === undefined) {
        return undefined;
    }
    const type = group === "core" ? `${kind}.${version}.` : `${kind}.${version}.${group}`;
    return [type, name, ...(namespace === undefined ? [] : ["--namespace", namespace])];
}
