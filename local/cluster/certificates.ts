import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { clusterName } from "../paths";
import { clusterDomain, ownNetworks } from "./addresses";
import { CertificateAuthority, type Identity } from "./certificateAuthority";
import { type ClusterNode, firstNode, possibleNodes } from "./clusterNode";
import { nodePaths } from "./nodePaths";

/** Whom the kubelet of a node shows itself as. */
export function kubeletIdentity({ suffix }: ClusterNode): KubeletIdentity {
    return `kubelet${suffix}`;
}

type KubeletIdentity = `kubelet${string}`;

const kubelets = Object.fromEntries(
    possibleNodes.map((node): [KubeletIdentity, Identity] => [
        kubeletIdentity(node),
        {
            commonName: `system:node:${node.name}`,
            organization: "system:nodes",
            names: [...node.addresses, node.name],
        },
    ]),
);

const identities = {
    admin: { commonName: `${clusterName}-admin`, organization: "system:masters" },
    "api-server": {
        commonName: "kube-apiserver",
        names: [
            "localhost",
            "127.0.0.1",
            ...firstNode.addresses,
            ...ownNetworks.map(({ kubernetesService }) => kubernetesService),
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            `kubernetes.default.svc.${clusterDomain}`,
        ],
    },
    "api-server-to-kubelet": {
        commonName: "kube-apiserver-kubelet-client",
        organization: "system:masters",
    },
    "controller-manager": { commonName: "system:kube-controller-manager" },
    scheduler: { commonName: "system:kube-scheduler" },
    "kube-proxy": { commonName: "system:kube-proxy" },
    coredns: { commonName: "coredns" },
    "local-provisioner": { commonName: "local-provisioner" },
    "network-policies": { commonName: "network-policies" },
} satisfies { [key: string]: Identity };

/**
 * Who passes requests on to an API server that joins the cluster's own, such as KEDA's. It says on whose behalf, so it
 * is signed by an authority that signs nothing else.
 */
export const frontProxyClient = "front-proxy-client";

export type IdentityName = keyof typeof identities | KubeletIdentity | typeof frontProxyClient;

export const authorityFile = join(nodePaths.certificates, "ca.crt");
export const frontProxyAuthorityFile = join(nodePaths.certificates, "front-proxy-ca.crt");
export const serviceAccountKeyFile = join(nodePaths.certificates, "service-account.key");
const completeFile = join(nodePaths.certificates, "complete");

export function certificateFile(name: IdentityName): string {
    return join(nodePaths.certificates, `${name}.crt`);
}

export function keyFile(name: IdentityName): string {
    return join(nodePaths.certificates, `${name}.key`);
}

/** Makes the cluster's authority and one certificate for each identity, once in the cluster's life. */
export async function ensureCertificates(nodes: ClusterNode[]): Promise<void> {
    const names = [
        ...Object.keys(identities),
        ...nodes.map(kubeletIdentity),
        frontProxyClient,
    ] as IdentityName[];
    if (existsSync(completeFile)) {
        // The authority's key is not kept, so nothing can be signed later.
        if (!names.every((name) => existsSync(certificateFile(name)))) {
            throw new Error(
                "This cluster was made by an older version of the project. Run: npm run down && npm start",
            );
        }
        return;
    }
    mkdirSync(nodePaths.certificates, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    save(serviceAccountKeyFile, privateKey.export({ type: "sec1", format: "pem" }).toString());
    const authority = await CertificateAuthority.create(`${clusterName}-ca`);
    save(authorityFile, authority.certificate);
    for (const [name, identity] of Object.entries({ ...identities, ...kubelets })) {
        await issue(authority, name as IdentityName, identity);
    }
    const frontProxyAuthority = await CertificateAuthority.create("front-proxy-ca");
    save(frontProxyAuthorityFile, frontProxyAuthority.certificate);
    await issue(frontProxyAuthority, frontProxyClient, { commonName: frontProxyClient });
    save(completeFile, "");
}

async function issue(
    authority: CertificateAuthority,
    name: IdentityName,
    identity: Identity,
): Promise<void> {
    const { certificate, key } = await authority.issue(identity);
    save(certificateFile(name), certificate);
    save(keyFile(name), key);
}

function save(path: string, content: string): void {
    writeFileSync(path, content, { mode: 0o600 });
}
