import { existsSync, rmSync } from "node:fs";

import { clusterDown, clusterStatus } from "../cluster/cluster";
import { withLock } from "../cluster/lock";
import { localBackend } from "../localBackend";
import { localStack } from "../localStack";
import { LocalWorld } from "../localWorld";
import { cacheDir, clusterId, stateDir } from "../paths";
import { pulumi } from "../pulumi";
import type { Report } from "../report";
import { withoutSaltInStackFiles } from "../stackFiles";
import type { Step } from "../steps";
import { runSteps } from "../steps";
import { toolchainIsBuilt } from "../toolchain/builtTools";

const stack = localStack.name;
const destroyTimeout = 120_000;

/** Removes whatever there is, after a crash too. */
export async function down(options: { cache?: true }): Promise<void> {
    await withLock(clusterId, () =>
        runSteps([
            { title: `pulumi destroy --stack ${stack}`, run: destroy, endsItself: true },
            { title: "remove the cluster", run: removeCluster },
            ...(options.cache ? [removeCache] : []),
        ]),
    );
    console.log(options.cache ? "Nothing is left." : `The built tools stay in ${cacheDir}.`);
}

const removeCache: Step = {
    title: "remove the built tools and images",
    run: () => Promise.resolve(rmSync(cacheDir, { recursive: true, force: true })),
};

/** A stack whose cluster does not live goes with the cluster. */
async function destroy(report: Report): Promise<void> {
    if (!localBackend.stackExists(stack) || !toolchainIsBuilt()) {
        return report("there is no stack");
    }
    const world = new LocalWorld();
    await world.getTools(() => undefined);
    if (!clusterStatus(world.tools).running) {
        return report("the cluster does not run");
    }
    const options = { environment: world.environment, report };
    await withoutSaltInStackFiles(async () => {
        await localBackend.breakLeftoverLock(stack, options);
        const args = ["destroy", "--yes", "--skip-preview", "--stack", stack];
        await pulumi(args, { ...options, timeout: destroyTimeout });
    }).catch((error: Error) => report(`${error.message}\nit is removed with the cluster`));
}

async function removeCluster(report: Report): Promise<void> {
    // It would go on writing into what is removed here.
    const holder = localBackend.lockHolder(stack);
    if (holder !== undefined) {
        process.kill(holder, "SIGKILL");
    }
    await clusterDown(report);
    if (existsSync(stateDir)) {
        rmSync(stateDir, { recursive: true, force: true });
    }
}
