import * as pulumi from "@pulumi/pulumi";

import { hooksAreRun } from "./updateGuard";

/** How long an issuer takes at the most that is there and near. */
const usualSeconds = 30;

/**
 * Says what may be the matter while an update waits longer than usual for a certificate: the update itself only knows
 * that there is none yet, and gives up minutes later.
 */
export function issuingHooks(certificate: string): pulumi.ResourceHookBinding {
    if (!hooksAreRun()) {
        return {};
    }
    let waiting: NodeJS.Timeout | undefined;
    const begin = new pulumi.ResourceHook(`${certificate}-begins`, ({ newInputs }) => {
        const warn = () => void pulumi.log.warn(slowIssuing(newInputs as CertificateInputs));
        waiting = setTimeout(warn, usualSeconds * 1000).unref();
    });
    const end = new pulumi.ResourceHook(`${certificate}-ends`, () => clearTimeout(waiting));
    return { beforeCreate: [begin], beforeUpdate: [begin], afterCreate: [end], afterUpdate: [end] };
}

/** As much of a Certificate as tells who was to make it. */
interface CertificateInputs {
    metadata: { name: string; namespace: string };
    spec: { issuerRef: { kind: string; name: string } };
}

/** What a person can look at and change. */
export function slowIssuing({ metadata, spec }: CertificateInputs): string {
    const { kind, name } = spec.issuerRef;
    const place = kind === "Issuer" ? ` in ${metadata.namespace}` : "";
    return (
        `tls: cert-manager has not made the certificate ${metadata.name} of ${metadata.namespace} yet. ` +
        `Is there the ${kind} ${name}${place}, and does cert-manager run? ` +
        `What it waits for is said by: kubectl describe certificaterequests -n ${metadata.namespace}. ` +
        "Make the issuer, or correct tls.issuer: the update gives up after some minutes."
    );
}
