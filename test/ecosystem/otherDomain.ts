import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { daemonKubeconfigFile } from "../../local/cluster/kubeconfig";
import { inNamespace } from "../../local/cluster/namespaces";
import * as tools from "../../local/toolchain/goTool";
import { releasedOrBuilt } from "../../local/toolchain/releasedOrBuilt";
import { corednsRelease } from "../../local/toolchain/releases";

/** Nobody has this address: what is sent there arrives at another port of the node. */
const address = "10.200.0.53";
const port = 5053;

/** The names of a cluster whose domain is another one: `cluster.local` is unknown here. */
export interface OtherDomain {
    /** How pods of a namespace ask for them, as the kubelet of that cluster would tell them. */
    dns: (namespace: string) => object;
    close: () => Promise<void>;
}

/** A second CoreDNS on the node. */
export async function startOtherDomain(domain: string): Promise<OtherDomain> {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-coredns-"));
    const corefile = join(folder, "Corefile");
    writeFileSync(
        corefile,
        `.:${port} {
    errors
    kubernetes ${domain} {
        kubeconfig ${daemonKubeconfigFile("coredns")}
        ttl 1
    }
}
`,
    );
    const onNode = (...[command, ...args]: [string, ...string[]]) => inNamespace(command, args);
    const redirect = (how: "--append" | "--delete") =>
        execa(
            ...onNode(
                ...["iptables", "--table", "nat", how, "PREROUTING", "--destination", address],
                ...["--protocol", "udp", "--dport", "53"],
                ...["--jump", "REDIRECT", "--to-ports", String(port)],
            ),
        );
    await redirect("--append");
    const binaries = await releasedOrBuilt(corednsRelease, tools.coredns, () => undefined);
    const server = execa(...onNode(join(binaries, "coredns"), "-conf", corefile), {
        reject: false,
    });
    return {
        dns: (namespace) => ({
            dnsPolicy: "None",
            dnsConfig: {
                nameservers: [address],
                searches: [`${namespace}.svc.${domain}`, `svc.${domain}`, domain],
                options: [{ name: "ndots", value: "5" }],
            },
        }),
        close: async () => {
            server.kill();
            await server;
            await redirect("--delete");
            rmSync(folder, { recursive: true });
        },
    };
}
