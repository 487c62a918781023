import { freemem } from "node:os";
import { dirname, join } from "node:path";

import type { Report } from "../report";
import { buildGoTool } from "./buildGoTool";
import * as tools from "./goTool";
import { pulumiCli } from "./pulumiCli";
import { releasedOrBuilt } from "./releasedOrBuilt";
import { corednsRelease, kubernetesRelease } from "./releases";
import { resourcePlugin } from "./resourcePlugin";

/** The programs of the local world, as absolute paths. */
export interface Toolchain {
    pulumi: string;
    languageHost: string;
    kubernetesPlugin: string;
    randomPlugin: string;
    /** The folder with kube-apiserver, kubelet, kubectl and so on. */
    kubernetes: string;
    coredns: string;
    localProvisioner: string;
    networkPolicies: string;
    pause: string;
}

/** What two builds hold at once at most, with what else runs meanwhile. */
const memoryForTwoBuilds = 8 * 1024 ** 3;

/**
 * Finds or builds every program. Pulumi and the cluster share no module, so where memory allows, one is downloaded and
 * linked while the other compiles. The plugin comes after both: it needs the first, and shares packages with the second.
 */
export async function toolchain(report: Report): Promise<Toolchain> {
    const [cli, cluster] =
        freemem() >= memoryForTwoBuilds
            ? await Promise.all([pulumiCli(report), clusterPrograms(report)])
            : [await pulumiCli(report), await clusterPrograms(report)];
    const plugin = (name: string, tool: tools.GoTool) =>
        resourcePlugin(name, cli.pulumi, tool, report);
    return {
        ...cli,
        ...cluster,
        kubernetesPlugin: await plugin("kubernetes", tools.kubernetesPlugin),
        randomPlugin: await plugin("random", tools.randomPlugin),
    };
}

async function clusterPrograms(report: Report) {
    const kubernetes = await releasedOrBuilt(kubernetesRelease, tools.kubernetes, report);
    const corednsFolder = await releasedOrBuilt(corednsRelease, tools.coredns, report);
    return {
        kubernetes,
        coredns: join(corednsFolder, "coredns"),
        localProvisioner: await buildGoTool(tools.localProvisioner, report),
        networkPolicies: await buildGoTool(tools.networkPolicies, report),
        pause: await buildGoTool(tools.pause, report),
    };
}

/** The folders that hold the commands a person types or the Pulumi CLI looks for. */
export function toolFolders(tools: Toolchain): string[] {
    const { pulumi, languageHost, kubernetesPlugin, randomPlugin, kubernetes } = tools;
    const programs = [pulumi, languageHost, kubernetesPlugin, randomPlugin];
    return [...new Set([...programs.map((program) => dirname(program)), kubernetes])];
}
