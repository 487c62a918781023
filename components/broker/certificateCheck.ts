import { Job } from "@pulumi/kubernetes/batch/v1";
import type { Output, Resource } from "@pulumi/pulumi";

import { certificateScript } from "./certificateScript";
import type { BrokerContext } from "./context";
import { brokerJob } from "./jobs";
import { tlsDirectory } from "./tlsConf";

/** A Secret that is made at the same time may be late, and an image takes a while to be pulled. */
const deadlineSeconds = 300;

/** Refuses a certificate that clients would refuse, before the nodes serve it. Nothing to wait for without TLS. */
export function createCertificateCheck(
    context: BrokerContext,
    host: Output<string>,
    certificates: Resource[],
): Resource[] {
    const { name, settings, parent } = context;
    const { tls, image } = settings;
    if (tls === undefined) {
        return [];
    }
    const { secretName } = tls;
    const job = brokerJob(context, deadlineSeconds, {
        enableServiceLinks: false,
        container: {
            name: "certificate",
            image,
            command: ["sh", "-c", certificateScript],
            env: [
                { name: "SECRET", value: secretName },
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
    });
    return [new Job(`${name}-certificate`, job, { parent, dependsOn: certificates })];
}
