import type { ClusterApi } from "./clusterApi";
import { localStack } from "./localStack";
import { withPendingPodsReported } from "./pendingPods";
import type { PulumiOptions } from "./pulumi";
import { pulumi } from "./pulumi";

/** They judge each resource during an update too, before it is made. */
const policies = [
    ...["--policy-pack", "policy"],
    ...["--policy-pack-config", `policy/config/${localStack.name}.json`],
];

/** `pulumi up` of a stack that says so by its arguments. Reports meanwhile why pods in the namespace find no node. */
export async function bringUp(
    api: ClusterApi,
    namespace: string,
    stack: string[],
    options: PulumiOptions,
): Promise<void> {
    const quickly = ["--skip-preview", "--suppress-outputs"];
    await withPendingPodsReported(api, namespace, options.report, () =>
        pulumi(["up", "--yes", ...stack, ...quickly, ...policies], options),
    );
}
