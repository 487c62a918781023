import type { Input } from "@pulumi/pulumi";

import { certificateScript } from "./certificateScript";
import { certificateVolume, clientAuthorityVolume } from "./certificateVolume";
import type { JobPod } from "./jobs";
import type { TlsSettings } from "./tls";
import { clientAuthorityDirectory, tlsDirectory } from "./tlsConf";

/** The names that a certificate has to be for. */
export interface CertifiedNames {
    host: Input<string>;
    /** That of a node, where clients are sent on to one. */
    node?: Input<string>;
    /** That of a node, where nodes talk to each other with TLS. */
    peer?: Input<string>;
}

/** The pod that looks at the certificate before the nodes serve it. */
export function certificatePod(
    serviceAccountName: string,
    image: Input<string>,
    tls: TlsSettings,
    { host, node, peer }: CertifiedNames,
): JobPod {
    const authority = tls.clientCertificates?.certificateAuthority;
    const script = certificateScript({
        ofNode: node !== undefined,
        ofPeer: peer !== undefined,
        ofClients: authority !== undefined,
    });
    return {
        serviceAccountName,
        container: {
            name: "certificate",
            image,
            command: ["sh", "-c", script],
            env: [
                { name: "SECRET_NAME", value: tls.secretName },
                { name: "CA_SECRET_NAME", value: tls.caSecretName },
                { name: "HOST", value: host },
                ...(node ? [{ name: "NODE", value: node }] : []),
                ...(peer ? [{ name: "PEER", value: peer }] : []),
                ...(authority ? [{ name: "CLIENT_CA", value: authority.name }] : []),
            ],
            memoryLimit: "64Mi",
            volumeMounts: [
                { name: "tmp", mountPath: "/tmp" },
                { name: "tls", mountPath: tlsDirectory, readOnly: true },
                ...(authority
                    ? [{ name: "client-ca", mountPath: clientAuthorityDirectory, readOnly: true }]
                    : []),
            ],
        },
        volumes: [
            { name: "tmp", emptyDir: {} },
            // Without the Secrets the pod starts all the same, and says so.
            certificateVolume(tls, true),
            ...(authority ? [clientAuthorityVolume(authority, true)] : []),
        ],
    };
}
