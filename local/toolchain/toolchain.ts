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
    pause: string;
}

/** Finds or builds every program; one after the other, because each build uses all processors. */
export async function toolchain(report: Report): Promise<Toolchain> {
    const { pulumi, languageHost } = await pulumiCli(report);
    const kubernetesPlugin = await resourcePlugin(
        "kubernetes",
        pulumi,
        tools.kubernetesPlugin,
        report,
    );
    const randomPlugin = await resourcePlugin("random", pulumi, tools.randomPlugin, report);
    const kubernetes = await releasedOrBuilt(kubernetesRelease, tools.kubernetes, report);
    const coredns = join(await releasedOrBuilt(corednsRelease, tools.coredns, report), "coredns");
    const localProvisioner = await buildGoTool(tools.localProvisioner, report);
    const pause = await buildGoTool(tools.pause, report);
    return {
        pulumi,
        languageHost,
        kubernetesPlugin,
        randomPlugin,
        kubernetes,
        coredns,
        localProvisioner,
        pause,
    };
}

/** The folders that hold the commands a person types or the Pulumi CLI looks for. */
export function toolFolders(tools: Toolchain): string[] {
    const { pulumi, languageHost, kubernetesPlugin, randomPlugin, kubernetes } = tools;
    const programs = [pulumi, languageHost, kubernetesPlugin, randomPlugin];
    return [...new Set([...programs.map((program) => dirname(program)), kubernetes])];
}
