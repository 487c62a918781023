import type { SecretReference } from "../kubernetes/secretReference";
import { objectNameProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { choiceProblems, problem } from "../problems";

/** Where an issuer of cert-manager is. */
export enum IssuerKind {
    /** In the broker's namespace. */
    Issuer = "Issuer",
    /** In the cluster, for every namespace. */
    ClusterIssuer = "ClusterIssuer",
}

export interface CertificateIssuer {
    /** The name of the issuer. */
    name: string;
    /** Where it is. Defaults to `Issuer`, one in the broker's namespace. */
    kind?: IssuerKind;
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

export function tlsProblems(args: BrokerTls | undefined): Problem[] {
    if (args === undefined) {
        return [];
    }
    const { secretName, issuer, selfSigned } = args;
    const sources = [secretName, issuer, selfSigned || undefined];
    if (sources.filter((source) => source !== undefined).length !== 1) {
        const allowed = "one of secretName, issuer and selfSigned";
        return [problem("tls", { secretName, issuer, selfSigned }, allowed, "Give exactly one.")];
    }
    return [
        ...nameProblems("tls.secretName", secretName),
        ...nameProblems("tls.caSecretName", args.caSecretName),
        ...nameProblems("tls.issuer.name", issuer?.name),
        ...choiceProblems("tls.issuer.kind", issuer?.kind, IssuerKind),
    ];
}

function nameProblems(path: string, name: string | undefined): Problem[] {
    return name === ""
        ? [problem(path, name, "a name", "Name what there is in the cluster.")]
        : objectNameProblems(path, name);
}
