import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { bringUp } from "../bringUp";
import { compilePackages } from "../compilePackages";
import { localStack } from "../localStack";
import { claimTrial, ensureNamespace } from "../ownCluster/claim";
import { trialEnvironment } from "../ownCluster/environment";
import { dockerRuns, type ImagePlan, imagePlan, provideImages } from "../ownCluster/images";
import { contextNames, findNamespace, type OwnCluster, ownCluster } from "../ownCluster/ownCluster";
import { trialStackFile } from "../ownCluster/stackFile";
import {
    readTrial,
    type Trial,
    trialBackend,
    trialFolder,
    trialStack,
    writeTrial,
} from "../ownCluster/trial";
import { clusterName, projectDir } from "../paths";
import { pulumi } from "../pulumi";
import type { Report } from "../report";
import { elapsed } from "../report";
import { withoutSaltInStackFiles } from "../stackFiles";
import { runSteps } from "../steps";
import { watchFlow } from "../watchFlow";

export interface OwnClusterOptions {
    context: string;
    namespace?: string;
    registry?: string;
}

const { consumers } = localStack;

/** The main job on a cluster that somebody has already, in a namespace of its own. Refuses before it makes anything. */
export async function startOn(options: OwnClusterOptions): Promise<void> {
    const started = Date.now();
    const { context, registry } = options;
    const cluster = await namedCluster(context);
    const trial = await claimTrial(cluster, readTrial(context), options.namespace);
    const plan = imagePlan(context, { registry, hasDocker: await dockerRuns() });
    console.log(announcement(cluster, trial, plan));
    let environment: NodeJS.ProcessEnv = {};
    await runSteps([
        {
            title: "find the Pulumi CLI",
            run: async (report) => {
                environment = await trialEnvironment(trialBackend(context).url, report);
            },
        },
        { title: "compile the packages", run: compilePackages },
        { title: "provide the images", run: (report) => provideImages(plan, report) },
        {
            title: `pulumi up --stack ${trialStack}`,
            run: (report) => up(cluster, trial, plan, { environment, report }),
            endsItself: true,
        },
    ]);
    console.log("\nwhat flows:");
    const { namespace } = trial;
    const kubectl = `kubectl --context ${context}`;
    const watch = { namespace, consumers, kubectl };
    await watchFlow(cluster.api, watch, console.log);
    console.log(nextSteps(trial, started));
}

async function namedCluster(context: string): Promise<OwnCluster> {
    if (context === clusterName) {
        throw new Error(`${clusterName} is the throwaway cluster: npm start, without --context`);
    }
    const cluster = await ownCluster(context);
    if (cluster === undefined) {
        const names = (await contextNames()).join(", ");
        throw new Error(`the kubeconfig has no context ${context}; it has: ${names || "none"}`);
    }
    return cluster;
}

async function up(
    cluster: OwnCluster,
    trial: Trial,
    images: ImagePlan,
    options: { environment: NodeJS.ProcessEnv; report: Report },
): Promise<void> {
    const { context, namespace } = trial;
    writeTrial(trial);
    const isGone = !(await findNamespace(cluster, namespace));
    await ensureNamespace(cluster, trial);
    const local = readFileSync(
        join(projectDir, "stacks", `Pulumi.${localStack.name}.yaml`),
        "utf8",
    );
    const file = join(trialFolder(context), "stack.yaml");
    writeFileSync(file, trialStackFile(local, trial, images));
    const stack = ["--stack", trialStack, "--config-file", file];
    const backend = trialBackend(context);
    await withoutSaltInStackFiles(async () => {
        await backend.ensureStacks([trialStack], options);
        await backend.breakLeftoverLock(trialStack, options);
        // Whoever deleted the namespace took the objects with it; an update that was killed may have left some.
        if (isGone || backend.pendingOperations(trialStack).length) {
            const refresh = ["refresh", "--yes", "--skip-preview", "--clear-pending-creates"];
            await pulumi([...refresh, ...stack], options);
        }
        await bringUp(cluster.api, namespace, stack, options);
    });
}

function announcement({ context, server }: OwnCluster, trial: Trial, { told }: ImagePlan): string {
    return `On the cluster of context ${context} (${server}):

  namespace   ${trial.namespace}, made for this; nothing outside it is touched
  stack       ${trialStack}: three brokers, a producer, three consumers; its state is in ${trialFolder(context)}
  images      ${told}
  to remove   npm run down -- --context ${context}
`;
}

function nextSteps({ context, namespace }: Trial, started: number): string {
    return `
Messages flow from the producer through the broker to each of the ${consumers} consumers (${elapsed(started)} in all). Next:

  kubectl --context ${context} -n ${namespace} get pods   what runs
  npm run down -- --context ${context}   removes the stack and the namespace`;
}
