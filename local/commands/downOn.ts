import { setTimeout as delay } from "node:timers/promises";

import { interruption } from "../interruption";
import { foreignNamespace, isMadeBy } from "../ownCluster/claim";
import { trialEnvironment } from "../ownCluster/environment";
import { foreignObjects } from "../ownCluster/leftovers";
import { findNamespace, type OwnCluster, ownCluster } from "../ownCluster/ownCluster";
import { forgetTrial, readTrial, type Trial, trialBackend, trialStack } from "../ownCluster/trial";
import { pulumi } from "../pulumi";
import type { Report } from "../report";
import { withoutSaltInStackFiles } from "../stackFiles";
import { runSteps } from "../steps";

const namespaceTimeoutSeconds = 120;

/** Takes away what `npm start -- --context NAME` made: the stack and the namespace, and nothing else. */
export async function downOn(context: string): Promise<void> {
    const trial = readTrial(context);
    if (trial === undefined) {
        throw new Error(
            `npm start has made nothing on context ${context} that this machine knows of: nothing is removed`,
        );
    }
    const cluster = await ownCluster(context);
    if (cluster?.id !== trial.clusterId) {
        forgetTrial(trial);
        const found = cluster ? "names another cluster now" : "is gone from the kubeconfig";
        console.log(
            `Context ${context} ${found}: the stack is forgotten, nothing else is removed.`,
        );
        return;
    }
    const namespace = await findNamespace(cluster, trial.namespace);
    if (namespace && !isMadeBy(trial, namespace)) {
        throw new Error(foreignNamespace(trial));
    }
    const there = `the namespace ${trial.namespace}`;
    await runSteps([
        ...(namespace && trialBackend(context).stackExists(trialStack)
            ? [
                  {
                      title: `pulumi destroy --stack ${trialStack}`,
                      run: (report: Report) => destroy(trial, report),
                      endsItself: true,
                  },
              ]
            : []),
        { title: `delete ${there}`, run: () => deleteNamespace(cluster, trial) },
    ]);
    forgetTrial(trial);
    console.log(`The stack and ${there} are gone from context ${context}.`);
}

async function destroy({ context }: Trial, report: Report): Promise<void> {
    const backend = trialBackend(context);
    const environment = await trialEnvironment(backend.url, report);
    const options = { environment, report };
    await withoutSaltInStackFiles(async () => {
        await backend.breakLeftoverLock(trialStack, options);
        const args = ["destroy", "--yes", "--skip-preview", "--stack", trialStack];
        await pulumi([...args, "--suppress-outputs"], options);
    });
}

/** By its UID, so that no other one of that name goes; and only when nobody has put anything else there. */
async function deleteNamespace(cluster: OwnCluster, trial: Trial): Promise<void> {
    const { core, context } = cluster;
    const found = await findNamespace(cluster, trial.namespace);
    if (found?.metadata?.name === undefined) {
        return;
    }
    const { name, uid } = found.metadata;
    const others = await foreignObjects(core, name);
    if (others.length) {
        throw new Error(
            `the namespace ${name} holds what npm start has not made, so it stays: ${others.join(", ")}; look at it, and then: kubectl --context ${context} delete namespace ${name}`,
        );
    }
    await core.deleteNamespace({ name, body: { preconditions: { uid } } });
    for (let second = 0; await findNamespace(cluster, name); second++) {
        if (second === namespaceTimeoutSeconds) {
            throw new Error(`the namespace ${name} is still being deleted`);
        }
        await delay(1_000, undefined, { signal: interruption });
    }
}
