import { objectNameProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { problem } from "../problems";

export interface BrokerTls {
    /**
     * The name of a Secret in the broker's namespace that holds the broker's certificate under `tls.crt`,
     * its key under `tls.key`, and under `ca.crt` all that clients have to trust. The certificate has to
     * be for `BROKER.NAMESPACE.svc`. A new one in the Secret is served minutes later, without a restart.
     */
    secretName: string;
    /**
     * Leaves the ports without TLS open beside those with it, as long as workloads are moving over.
     * Defaults to `false`.
     */
    plaintext?: boolean;
}

/** The arguments with every default filled in; nothing where TLS is not asked for. */
export function tlsDefaults(args: BrokerTls | undefined) {
    return args && { secretName: args.secretName, plaintext: args.plaintext ?? false };
}

export type TlsSettings = NonNullable<ReturnType<typeof tlsDefaults>>;

/** The key of the Secret with the certificates that clients trust. */
export const caKey = "ca.crt";

export function tlsProblems(tls: TlsSettings | undefined): Problem[] {
    if (tls === undefined) {
        return [];
    }
    if (!tls.secretName) {
        const fix = "Name the Secret with tls.crt, tls.key and ca.crt, or remove tls.";
        return [problem("tls.secretName", tls.secretName, "the name of a Secret", fix)];
    }
    return objectNameProblems("tls.secretName", tls.secretName);
}
