import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parse, stringify } from "yaml";

import { bringUp } from "../bringUp";
import { ipFamilies } from "../cluster/ipFamilies";
import { withLock } from "../cluster/lock";
import { ClusterApi } from "../clusterApi";
import { localBackend } from "../localBackend";
import { localStack } from "../localStack";
import { LocalWorld } from "../localWorld";
import { clusterId, projectDir, stateDir } from "../paths";
import { repairPendingOperations } from "../pendingOperations";
import type { Report } from "../report";
import { elapsed } from "../report";
import { withoutSaltInStackFiles } from "../stackFiles";
import { runSteps } from "../steps";
import { watchFlow } from "../watchFlow";

const { name: stack, namespace, consumers } = localStack;
const kubectl = "npm run local -- kubectl";

/** From nothing, or from wherever the last one stopped, to messages that flow. */
export async function start({ nodes }: { nodes?: number } = {}): Promise<void> {
    const started = Date.now();
    const world = new LocalWorld(nodes);
    await withLock(clusterId, async () => {
        await runSteps([
            ...world.steps(),
            {
                title: `pulumi up --stack ${stack}`,
                run: (report) => up(world, report),
                endsItself: true,
            },
        ]);
        console.log("\nwhat flows:");
        const watch = { namespace, consumers, kubectl };
        await watchFlow(await ClusterApi.ofLocalCluster(), watch, console.log);
    });
    console.log(nextSteps(started));
}

async function up(world: LocalWorld, report: Report): Promise<void> {
    const options = { environment: world.environment, report };
    await withoutSaltInStackFiles(async () => {
        await localBackend.ensureStacks([stack], options);
        await localBackend.breakLeftoverLock(stack, options);
        await repairPendingOperations(stack, options);
        const api = await ClusterApi.ofLocalCluster();
        await bringUp(api, namespace, ["--stack", stack, ...configFile()], options);
    });
}

/** The stack's own configuration, except where pods have no IPv4 addresses, by which brokers talk unless they are told. */
function configFile(): string[] {
    if (ipFamilies.includes("IPv4")) {
        return [];
    }
    const own = readFileSync(join(projectDir, "stacks", `Pulumi.${stack}.yaml`), "utf8");
    const { config } = parse(own) as { config: { [key: string]: object } };
    const key = "queue-workloads:broker";
    const broker = { ...config[key], ipFamily: "IPv6" };
    const file = join(stateDir, "stack.yaml");
    writeFileSync(file, stringify({ config: { ...config, [key]: broker } }));
    return ["--config-file", file];
}

function nextSteps(started: number): string {
    return `
Messages flow from the producer through the broker to each of the ${consumers} consumers (${elapsed(started)} in all).
The cluster keeps running. Next:

  npm run local -- kubectl get pods -A          what runs
  npm run local -- pulumi stack                 what Pulumi made
  npm run local -- pulumi preview --stack prod  what an environment would get
  npm run ui                                    RabbitMQ's management page
  npm run e2e                                   the end-to-end tests
  npm run down                                  remove everything`;
}
