import type * as k8s from "@pulumi/kubernetes/types/input";

import type { AmqpConnection } from "../connection/amqpConnection";

const directory = "/run/broker-ca";

/** The file that holds what a container has to trust, to reach its broker with TLS. */
export const certificateAuthorityFile = `${directory}/ca.crt`;

/**
 * Where runtimes look for further certificates: Node.js, and OpenSSL with all that is built on it, such as
 * Python and Ruby; Go goes by the second as well. https://docs.openssl.org/3.0/man3/SSL_CTX_load_verify_locations/
 */
const variables = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"];

export function certificateAuthorityVariables({ certificateAuthority }: AmqpConnection): {
    [name: string]: string;
} {
    const names = certificateAuthority ? variables : [];
    return Object.fromEntries(names.map((name) => [name, certificateAuthorityFile]));
}

/** Mounted as a whole, and not by `subPath`: only so does the file follow the Secret. */
export function certificateAuthorityVolumes({
    certificateAuthority,
}: AmqpConnection): k8s.core.v1.Volume[] {
    if (certificateAuthority === undefined) {
        return [];
    }
    const { name: secretName, key } = certificateAuthority;
    return [{ name: "broker-ca", secret: { secretName, items: [{ key, path: "ca.crt" }] } }];
}

export function certificateAuthorityMounts({
    certificateAuthority,
}: AmqpConnection): k8s.core.v1.VolumeMount[] {
    return certificateAuthority
        ? [{ name: "broker-ca", mountPath: directory, readOnly: true }]
        : [];
}
