import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { Input, Resource } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";

import type { BrokerContext } from "./context";
import { issuingHooks } from "./issuing";
import { nodeHost } from "./nodeEnvironment";
import { certifiedClients, clientCertificateName, headlessServiceName } from "./objects";
import type { TlsSettings } from "./tls";

const apiVersion = "cert-manager.io/v1";

/** What cert-manager makes the broker's certificate from, and renews it by. Nothing where there is a Secret already. */
export function createCertificates(context: BrokerContext): Resource[] {
    const { tls } = context.settings;
    if (tls === undefined || (!tls.issuer && !tls.selfSigned)) {
        return [];
    }
    const issuer = tls.issuer ?? createOwnAuthority(context);
    const issuerRef = { group: "cert-manager.io", kind: issuer.kind, name: issuer.name };
    return [
        createCertificate(context, tls.secretName, {
            ...certificateSpec(context, tls),
            issuerRef,
        }),
        ...certifiedClients(context.settings).map((client) => {
            const secretName = clientCertificateName(context.name, client);
            const spec = { ...clientCertificateSpec(client, secretName), issuerRef };
            return createCertificate(context, secretName, spec);
        }),
    ];
}

/**
 * A CA of the broker's own, and the issuer that signs with it. The CA signs itself for ten years, and
 * keeps its key, so that what trusts it now goes on to when it is renewed.
 * https://cert-manager.io/docs/configuration/selfsigned/#bootstrapping-ca-issuers
 */
function createOwnAuthority(context: BrokerContext): { name: Input<string>; kind: string } {
    const { name } = context;
    const authority = `${name}-ca`;
    const bootstrap = createIssuer(context, `${name}-self-signed`, { selfSigned: {} }, []);
    const certificate = createCertificate(context, authority, {
        isCA: true,
        commonName: authority,
        secretName: authority,
        duration: "87600h",
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
        issuerRef: {
            group: "cert-manager.io",
            kind: "Issuer",
            name: bootstrap.metadata.name as Input<string>,
        },
    });
    const issuer = createIssuer(context, authority, { ca: { secretName: authority } }, [
        certificate,
    ]);
    return { name: issuer.metadata.name, kind: "Issuer" };
}

function createIssuer(
    { parent, named }: BrokerContext,
    name: string,
    spec: object,
    dependsOn: Resource[],
): CustomResource {
    return new CustomResource(
        `${name}-issuer`,
        { apiVersion, kind: "Issuer", metadata: named(name), spec },
        { parent, dependsOn },
    );
}

/** An issuer that is far away takes minutes at the most. */
const issuingMinutes = 5;

/** The update waits until the Secret is there, and fails where it does not come. */
function createCertificate(
    { parent, named }: BrokerContext,
    name: string,
    spec: object,
): CustomResource {
    const annotations = { "pulumi.com/waitFor": "condition=Ready" };
    return new CustomResource(
        name,
        { apiVersion, kind: "Certificate", metadata: { ...named(name), annotations }, spec },
        {
            parent,
            customTimeouts: { create: `${issuingMinutes}m`, update: `${issuingMinutes}m` },
            hooks: issuingHooks(name),
        },
    );
}

/** Each certificate has another key than the one before. */
const newKey = { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" };

/** For the Service, by every name that it has, and for each node. */
function certificateSpec(
    { name, settings }: BrokerContext,
    { secretName, internode }: TlsSettings,
) {
    const service = pulumi.interpolate`${name}.${settings.namespace}`;
    const eachNode = `*.${headlessServiceName(name)}`;
    const nodes = pulumi.interpolate`${eachNode}.${settings.namespace}`;
    return {
        secretName,
        dnsNames: [
            pulumi.interpolate`${service}.svc`,
            pulumi.interpolate`${service}.svc.cluster.local`,
            service,
            name,
            pulumi.interpolate`${nodes}.svc`,
            pulumi.interpolate`${nodes}.svc.cluster.local`,
            ...(internode ? [nodeHost(settings, eachNode)] : []),
        ],
        privateKey: newKey,
        usages: ["digital signature", "server auth", "client auth"],
    };
}

/** By which a client shows who it is. A certificate has no longer names than of 64 characters. */
function clientCertificateSpec(client: string, secretName: string) {
    return {
        secretName,
        commonName: client,
        privateKey: newKey,
        usages: ["digital signature", "client auth"],
    };
}
