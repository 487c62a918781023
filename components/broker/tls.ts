import type { Input } from "@pulumi/pulumi";

import type { SecretReference } from "../kubernetes/secretReference";
import { objectNameProblems, secretKeyProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { choiceProblems, problem } from "../problems";
import type { ProtocolSettings } from "./protocols";

/** Where an issuer of cert-manager is. */
export enum IssuerKind {
    /** In the broker's namespace. */
    Issuer = "Issuer",
    /** In the cluster, for every namespace. */
    ClusterIssuer = "ClusterIssuer",
}

export interface CertificateIssuer {
    /** The name of the issuer. */
    name: Input<string>;
    /** Where it is. Defaults to `Issuer`: one in the broker's namespace. */
    kind?: IssuerKind;
}

/** How clients show who they are, besides their login. */
export interface ClientCertificates {
    /**
     * The Secret in the broker's namespace with the CAs whose certificates are taken, and the key there. With it
     * every client names its `certificateSecretName`. Defaults to `ca.crt` of the broker's own Secret.
     */
    certificateAuthority?: SecretReference;
}

export interface BrokerTls {
    /**
     * The name of a Secret in the broker's namespace that holds the broker's certificate under `tls.crt`,
     * its key under `tls.key`, and under `ca.crt` all that clients have to trust. The certificate has to
     * be for `BROKER.NAMESPACE.svc`. A new one in the Secret is served minutes later, without a restart.
     * Give either this, `issuer` or `selfSigned`.
     */
    secretName?: string;
    /**
     * The name of a Secret in the broker's namespace that holds under `ca.crt` all that clients have to
     * trust, where that is not the Secret of the certificate: for an issuer that hands out no CA, and
     * while a new CA takes over, when clients have to trust both before either is served. trust-manager
     * of cert-manager keeps such a Secret.
     */
    caSecretName?: string;
    /**
     * Has cert-manager, which has to be in the cluster, make the certificate by this issuer and renew it.
     * The issuer has to hand out its CA, as one of a private CA or of Vault does, or `caSecretName` to hold it.
     */
    issuer?: CertificateIssuer;
    /** Has cert-manager make a CA for this broker alone, and the certificate by it. Defaults to `false`. */
    selfSigned?: boolean;
    /**
     * Leaves the ports without TLS open beside those with it, as long as workloads are moving over.
     * Defaults to `false`.
     */
    plaintext?: boolean;
    /**
     * Has the nodes talk to each other with TLS as well, by the same certificate, which then has to be for each node:
     * `*.BROKER-nodes.NAMESPACE`. For a new broker: nodes with it and nodes without cannot talk to each other.
     * Defaults to `false`.
     */
    internode?: boolean;
    /**
     * Takes connections of clients only with a certificate (mutual TLS), besides the login: AMQP, MQTT, STOMP and
     * streams. The management and the metrics go on without, for probes, Jobs, KEDA and Prometheus. Where
     * cert-manager makes the broker's certificate, it makes one for each client. Takes neither `plaintext` nor
     * web sockets. Defaults to none.
     */
    clientCertificates?: ClientCertificates;
}

/** The arguments with every default filled in; nothing where TLS is not asked for. */
export function tlsDefaults(broker: string, args: BrokerTls | undefined) {
    const secretName = args?.secretName ?? `${broker}-tls`;
    return (
        args && {
            secretName,
            caSecretName: args.caSecretName ?? secretName,
            issuer: args.issuer && {
                name: args.issuer.name,
                kind: args.issuer.kind ?? IssuerKind.Issuer,
            },
            selfSigned: args.selfSigned ?? false,
            plaintext: args.plaintext ?? false,
            internode: args.internode ?? false,
            clientCertificates: args.clientCertificates && {
                certificateAuthority: args.clientCertificates.certificateAuthority,
            },
        }
    );
}

export type TlsSettings = NonNullable<ReturnType<typeof tlsDefaults>>;

/** The key of the Secret with the certificates that clients trust. */
export const caKey = "ca.crt";

/** Where clients find what they have to trust. */
export function certificateAuthority({ caSecretName }: TlsSettings): SecretReference {
    return { name: caSecretName, key: caKey };
}

/** Whether cert-manager makes the certificates of clients as well, by what it makes the broker's. */
export function makesClientCertificates(tls: TlsSettings | undefined): boolean {
    return (
        tls?.clientCertificates !== undefined &&
        tls.clientCertificates.certificateAuthority === undefined &&
        (tls.issuer !== undefined || tls.selfSigned)
    );
}

export function tlsProblems(args: BrokerTls | undefined, protocols: ProtocolSettings): Problem[] {
    if (args === undefined) {
        return [];
    }
    return [...sourceProblems(args), ...clientCertificateProblems(args, protocols)];
}

function sourceProblems({ secretName, caSecretName, issuer, selfSigned }: BrokerTls): Problem[] {
    const sources = [secretName, issuer, selfSigned || undefined];
    if (sources.filter((source) => source !== undefined).length !== 1) {
        const allowed = "one of secretName, issuer and selfSigned";
        return [problem("tls", { secretName, issuer, selfSigned }, allowed, "Give exactly one.")];
    }
    return [
        ...nameProblems("tls.secretName", secretName),
        ...nameProblems("tls.caSecretName", caSecretName),
        ...nameProblems("tls.issuer.name", issuer?.name),
        ...choiceProblems("tls.issuer.kind", issuer?.kind, IssuerKind),
    ];
}

/** What would let clients in without a certificate after all. */
function clientCertificateProblems(
    { clientCertificates, plaintext }: BrokerTls,
    protocols: ProtocolSettings,
): Problem[] {
    if (clientCertificates === undefined) {
        return [];
    }
    const { certificateAuthority: authority } = clientCertificates;
    const path = "tls.clientCertificates.certificateAuthority";
    const allowed = "nothing with tls.clientCertificates";
    const open = "Clients would come in without a certificate: remove one of the two.";
    const deaf = "RabbitMQ asks for none over web sockets: remove one of the two.";
    return [
        ...objectNameProblems(`${path}.name`, authority?.name),
        ...secretKeyProblems(`${path}.key`, authority?.key),
        ...(plaintext ? [problem("tls.plaintext", plaintext, allowed, open)] : []),
        ...(["webMqtt", "webStomp"] as const)
            .filter((name) => protocols[name] !== undefined)
            .map((name) => problem(`protocols.${name}`, protocols[name], allowed, deaf)),
    ];
}

/** Clients that the broker would refuse, because nobody has given them a certificate or says where it is. */
export function missingCertificateProblems(
    path: string,
    clients: { [name: string]: { certificateSecretName?: Input<string> } },
): Problem[] {
    const allowed = "the name of a Secret, as the broker asks clients for certificates";
    const fix = "Name the kubernetes.io/tls Secret with the client's certificate and key.";
    return Object.entries(clients)
        .filter(([, { certificateSecretName }]) => certificateSecretName === undefined)
        .map(([name]) => problem(`${path}.${name}.certificateSecretName`, undefined, allowed, fix));
}

function nameProblems(path: string, name: Input<string> | undefined): Problem[] {
    return name === ""
        ? [problem(path, name, "a name", "Name what there is in the cluster.")]
        : objectNameProblems(path, name);
}
