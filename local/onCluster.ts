import { withLock } from "./cluster/lock";
import { localBackend } from "./localBackend";
import type { LocalWorld } from "./localWorld";
import { clusterId } from "./paths";
import { withoutSaltInStackFiles } from "./stackFiles";
import { runSteps } from "./steps";

/** Does something on the local cluster, which is brought up when it is not there. */
export function onCluster(world: LocalWorld, work: () => Promise<void>): Promise<void> {
    return withLock(clusterId, async () => {
        await runSteps(world.steps());
        localBackend.ensure();
        await withoutSaltInStackFiles(work);
    });
}
