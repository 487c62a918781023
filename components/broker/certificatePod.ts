import type { Input } from "@pulumi/pulumi";

import { certificateScript } from "./certificateScript";
import type { JobPod } from "./jobs";
import type { TlsSettings } from "./tls";
import { tlsDirectory } from "./tlsConf";

/** The pod that looks at the certificate before the nodes serve it. */
export function certificatePod(
    serviceAccountName: string,
    image: Input<string>,
    { secretName }: TlsSettings,
    host: Input<string>,
): JobPod {
    return {
        serviceAccountName,
        container: {
            name: "certificate",
            image,
            command: ["sh", "-c", certificateScript],
            env: [
                { name: "SECRET_NAME", value: secretName },
                { name: "HOST", value: host },
            ],
            memoryLimit: "64Mi",
            volumeMounts: [
                { name: "tmp", mountPath: "/tmp" },
                { name: "tls", mountPath: tlsDirectory, readOnly: true },
            ],
        },
        volumes: [
            { name: "tmp", emptyDir: {} },
            // Without the Secret the pod starts all the same, and says so.
            { name: "tls", secret: { secretName, optional: true, defaultMode: 0o440 } },
        ],
    };
}
