import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Report } from "../report";
import { buildGoTool } from "./buildGoTool";
import * as tools from "./goTool";
import { pulumiCli } from "./pulumiCli";
import type { ResourcePlugin } from "./resourcePlugin";
import { resourcePlugin } from "./resourcePlugin";

/** The programs of the local world, as absolute paths. */
export interface Toolchain {
    pulumi: string;
    languageHost: string;
    kubernetesPlugin: ResourcePlugin;
    randomPlugin: ResourcePlugin;
    /** One binary: its first argument picks kube-apiserver, kubelet, kubectl and so on. */
    kubernetes: string;
    kubectl: string;
    coredns: string;
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
    const kubernetes = await buildGoTool(tools.kubernetes, report);
    const coredns = await buildGoTool(tools.coredns, report);
    const pause = await buildGoTool(tools.pause, report);
    return {
        pulumi,
        languageHost,
        kubernetesPlugin,
        randomPlugin,
        kubernetes,
        kubectl: kubectlBeside(kubernetes),
        coredns,
        pause,
    };
}

/** The folders that hold the commands a person types or the Pulumi CLI looks for. */
export function toolFolders(tools: Toolchain): string[] {
    const programs = [
        tools.pulumi,
        tools.languageHost,
        tools.kubernetesPlugin.path,
        tools.randomPlugin.path,
        tools.kubectl,
    ];
    return [...new Set(programs.map((program) => dirname(program)))];
}

function kubectlBeside(kubernetes: string): string {
    const kubectl = join(dirname(kubernetes), "kubectl");
    if (!existsSync(kubectl)) {
        writeFileSync(kubectl, `#!/bin/sh\nexec '${kubernetes}' kubectl "$@"\n`, { mode: 0o755 });
    }
    return kubectl;
}
