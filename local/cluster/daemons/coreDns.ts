import { join } from "node:path";

import { addresses, clusterDomain, ports } from "../addresses";
import { type ClusterNode, firstNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { daemonKubeconfig, daemonKubeconfigFile } from "../kubeconfig";
import { nodePaths } from "../nodePaths";
import { probe } from "../probe";

const configFile = join(nodePaths.config, "Corefile");

/** Answers for the cluster's names only; there is nowhere to forward other questions to. */
export function coreDns(coredns: string, nodes: ClusterNode[]): Daemon {
    return {
        name: "coredns",
        command: coredns,
        args: ["-conf", configFile],
        runsIn: firstNode,
        env: goMemory(60),
        files: () => ({
            ...daemonKubeconfig("coredns"),
            [configFile]: configuration(nodes),
        }),
        findFault: () => probe({ port: ports.coreDnsReady, path: "/ready" }),
    };
}

function configuration(nodes: ClusterNode[]): string {
    const zones = [...nodes.map(({ pods }) => pods), addresses.services].map(reverseZone);
    return `.:53 {
    errors
    health 127.0.0.1:8080
    ready 127.0.0.1:${ports.coreDnsReady}
    kubernetes ${clusterDomain} ${zones.join(" ")} {
        kubeconfig ${daemonKubeconfigFile("coredns")}
        ttl 1
    }
}
`;
}

/** The zone of a /16 network's reverse lookups. */
export function reverseZone(network: string): string {
    const [first, second] = network.split(".");
    return `${second}.${first}.in-addr.arpa`;
}
