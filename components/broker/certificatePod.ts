import type { Input } from "@pulumi/pulumi";

import { certificateScript } from "./certificateScript";
import { certificateVolume } from "./certificateVolume";
import type { JobPod } from "./jobs";
import type { TlsSettings } from "./tls";
import { tlsDirectory } from "./tlsConf";

/** The names that a certificate has to be for. */
export interface CertifiedNames {
    host: Input<string>;
    /** That of a node, where clients are sent on to one. */
    node?: Input<string>;
}

/** The pod that looks at the certificate before the nodes serve it. */
export function certificatePod(
    serviceAccountName: string,
    image: Input<string>,
    tls: TlsSettings,
    { host, node }: CertifiedNames,
): JobPod {
    return {
        serviceAccountName,
        container: {
            name: "certificate",
            image,
            command: ["sh", "-c", certificateScript(node !== undefined)],
            env: [
                { name: "SECRET_NAME", value: tls.secretName },
                { name: "CA_SECRET_NAME", value: tls.caSecretName },
                { name: "HOST", value: host },
                ...(node ? [{ name: "NODE", value: node }] : []),
            ],
            memoryLimit: "64Mi",
            volumeMounts: [
                { name: "tmp", mountPath: "/tmp" },
                { name: "tls", mountPath: tlsDirectory, readOnly: true },
            ],
        },
        volumes: [
            { name: "tmp", emptyDir: {} },
            // Without the Secrets the pod starts all the same, and says so.
            certificateVolume(tls, true),
        ],
    };
}
