import { readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { join } from "node:path";

import { stringify } from "yaml";

import { clusterName } from "../paths";
import { hostPort, ports } from "./addresses";
import { authorityFile, certificateFile, type IdentityName, keyFile } from "./certificates";
import { firstNode } from "./clusterNode";
import { nodePaths } from "./nodePaths";

interface Access {
    server: string;
    user: string;
    authority: string;
    certificate: string;
    key: string;
}

/** The text of a kubeconfig with one context, named after the cluster; certificates and key are PEM texts. */
export function kubeconfigText(access: Access): string {
    return stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [
            {
                name: clusterName,
                cluster: {
                    server: access.server,
                    "certificate-authority-data": base64(access.authority),
                },
            },
        ],
        users: [
            {
                name: access.user,
                user: {
                    "client-certificate-data": base64(access.certificate),
                    "client-key-data": base64(access.key),
                },
            },
        ],
        contexts: [{ name: clusterName, context: { cluster: clusterName, user: access.user } }],
        "current-context": clusterName,
    });
}

/** The kubeconfig for people and programs on this machine. */
export function hostKubeconfig(): string {
    return kubeconfigOf("admin", `https://127.0.0.1:${hostPort}`);
}

export function daemonKubeconfigFile(name: IdentityName): string {
    return join(nodePaths.config, `${name}.kubeconfig`);
}

/** The kubeconfig of a daemon, as an entry of its `files`. */
export function daemonKubeconfig(name: IdentityName): { [key: string]: string } {
    const [address = ""] = firstNode.addresses;
    const host = isIPv6(address) ? `[${address}]` : address;
    const server = `https://${host}:${ports.apiServer}`;
    return { [daemonKubeconfigFile(name)]: kubeconfigOf(name, server) };
}

function kubeconfigOf(name: IdentityName, server: string): string {
    return kubeconfigText({
        server,
        user: name,
        authority: readFileSync(authorityFile, "utf8"),
        certificate: readFileSync(certificateFile(name), "utf8"),
        key: readFileSync(keyFile(name), "utf8"),
    });
}

function base64(text: string): string {
    return Buffer.from(text).toString("base64");
}
