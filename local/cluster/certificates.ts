import "reflect-metadata";
import { generateKeyPairSync, type webcrypto } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";
import { clusterName } from "../paths";
import { addresses, clusterDomain } from "./addresses";
import { nodePaths } from "./nodePaths";

/** Who shows the certificate, and the names under which it may be served. */
interface Identity {
    commonName: string;
    organization?: string;
    names?: string[];
}

const node: Identity = {
    commonName: `system:node:${clusterName}`,
    organization: "system:nodes",
    names: [addresses.node, clusterName],
};

const identities = {
    admin: { commonName: `${clusterName}-admin`, organization: "system:masters" },
    "api-server": {
        commonName: "kube-apiserver",
        names: [
            "localhost",
            "127.0.0.1",
            addresses.node,
            addresses.kubernetesService,
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
    kubelet: node,
    "kube-proxy": { commonName: "system:kube-proxy" },
    coredns: { commonName: "coredns" },
} satisfies Record<string, Identity>;

export type IdentityName = keyof typeof identities;

export const authorityFile = join(nodePaths.certificates, "ca.crt");
export const serviceAccountKeyFile = join(nodePaths.certificates, "service-account.key");
const completeFile = join(nodePaths.certificates, "complete");

export function certificateFile(name: IdentityName): string {
    return join(nodePaths.certificates, `${name}.crt`);
}

export function keyFile(name: IdentityName): string {
    return join(nodePaths.certificates, `${name}.key`);
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const dayMs = 24 * 60 * 60 * 1000;

/** Makes the cluster's authority and one certificate for each identity, once in the cluster's life. */
export async function ensureCertificates(): Promise<void> {
    if (existsSync(completeFile)) return;
    mkdirSync(nodePaths.certificates, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    save(serviceAccountKeyFile, privateKey.export({ type: "sec1", format: "pem" }).toString());
    const authority = await makeAuthority();
    save(authorityFile, authority.certificate.toString("pem"));
    for (const [name, identity] of Object.entries(identities)) {
        await issue(authority, name as IdentityName, identity);
    }
    save(completeFile, "");
}

interface Authority {
    certificate: x509.X509Certificate;
    key: webcrypto.CryptoKey;
}

async function makeAuthority(): Promise<Authority> {
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        name: [{ CN: [`${clusterName}-ca`] }],
        keys,
        ...validity(),
        signingAlgorithm: algorithm,
        extensions: [
            new x509.BasicConstraintsExtension(true, undefined, true),
            new x509.KeyUsagesExtension(
                x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature,
                true,
            ),
            await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
    });
    return { certificate, key: keys.privateKey };
}

async function issue(authority: Authority, name: IdentityName, identity: Identity): Promise<void> {
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
    const certificate = await x509.X509CertificateGenerator.create({
        subject: [
            ...(identity.organization ? [{ O: [identity.organization] }] : []),
            { CN: [identity.commonName] },
        ],
        issuer: authority.certificate.subjectName,
        publicKey: keys.publicKey,
        signingKey: authority.key,
        signingAlgorithm: algorithm,
        ...validity(),
        extensions: [
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([serverAuth, clientAuth]),
            await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
            ...(identity.names ? [alternativeNames(identity.names)] : []),
        ],
    });
    const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
    save(certificateFile(name), certificate.toString("pem"));
    save(keyFile(name), x509.PemConverter.encode(key, "PRIVATE KEY"));
}

function alternativeNames(names: string[]): x509.SubjectAlternativeNameExtension {
    const isAddress = (name: string) => /^[\d.]+$/.test(name);
    return new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isAddress(name) ? "ip" : "dns", value: name })),
    );
}

function validity(): { notBefore: Date; notAfter: Date } {
    return {
        notBefore: new Date(Date.now() - dayMs),
        notAfter: new Date(Date.now() + 3650 * dayMs),
    };
}

function save(path: string, content: string): void {
    writeFileSync(path, content.endsWith("\n") ? content : `${content}\n`, { mode: 0o600 });
}
