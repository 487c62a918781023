import { join } from "node:path";

import { clusterDomain, ports } from "../addresses";
import { firstNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { nodePaths } from "../nodePaths";
import { probe } from "../probe";

const configFile = join(nodePaths.config, "Corefile");

/** Answers for the cluster's names only; there is nowhere to forward other questions to. */
export function coreDns(coredns: string): Daemon {
    return {
        name: "coredns",
        command: coredns,
        args: ["-conf", configFile],
        runsIn: firstNode,
        env: goMemory(60),
        files: () => ({
            ...daemonKubeconfig("coredns"),
            [configFile]: configuration(),
        }),
        findFault: () => probe({ port: ports.coreDnsReady, path: "/ready" }),
    };
}

function configuration(): string {
    return `.:53 {
    errors
    health 127.0.0.1:8080
    ready 127.0.0.1:${ports.coreDnsReady}
    kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {
        kubeconfig ${daemonKubeconfigFile("coredns")}
        ttl 1
    }
}
`;
}
