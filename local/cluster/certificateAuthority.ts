import "reflect-metadata";

import type { webcrypto } from "node:crypto";
import { isIP } from "node:net";

import * as x509 from "@peculiar/x509";

/** Who shows the certificate, and the host names and addresses under which it may serve. */
export interface Identity {
    commonName: string;
    organization?: string;
    names?: string[];
    /** When it ends to be valid. Defaults to in ten years. */
    notAfter?: Date;
}

/** PEM texts. */
export interface KeyedCertificate {
    certificate: string;
    key: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const dayMs = 24 * 60 * 60 * 1000;

/** Signs certificates. Its key lives in memory only: nothing can be signed later. */
export class CertificateAuthority {
    private constructor(
        private readonly own: x509.X509Certificate,
        private readonly key: webcrypto.CryptoKey,
    ) {}

    static async create(commonName: string): Promise<CertificateAuthority> {
        const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
        const certificate = await x509.X509CertificateGenerator.createSelfSigned({
            name: [{ CN: [commonName] }],
            keys,
            ...validity(),
            signingAlgorithm: algorithm,
            extensions: [
                new x509.BasicConstraintsExtension(true, undefined, true),
                new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
                await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
            ],
        });
        return new CertificateAuthority(certificate, keys.privateKey);
    }

    get certificate(): string {
        return `${this.own.toString("pem")}\n`;
    }

    async issue(identity: Identity): Promise<KeyedCertificate> {
        const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
        const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
        const certificate = await x509.X509CertificateGenerator.create({
            subject: [
                ...(identity.organization ? [{ O: [identity.organization] }] : []),
                { CN: [identity.commonName] },
            ],
            issuer: this.own.subjectName,
            publicKey: keys.publicKey,
            signingKey: this.key,
            signingAlgorithm: algorithm,
            ...validity(identity.notAfter),
            extensions: [
                new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
                new x509.ExtendedKeyUsageExtension([serverAuth, clientAuth]),
                await x509.AuthorityKeyIdentifierExtension.create(this.own),
                ...(identity.names ? [alternativeNames(identity.names)] : []),
            ],
        });
        const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
        return {
            certificate: `${certificate.toString("pem")}\n`,
            key: `${x509.PemConverter.encode(key, "PRIVATE KEY")}\n`,
        };
    }
}

function alternativeNames(names: string[]): x509.SubjectAlternativeNameExtension {
    return new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? "ip" : "dns", value: name })),
    );
}

function validity(notAfter = new Date(Date.now() + 3650 * dayMs)) {
    return { notBefore: new Date(Date.now() - dayMs), notAfter };
}
