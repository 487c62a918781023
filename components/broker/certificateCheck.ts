import { Job } from "@pulumi/kubernetes/batch/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input, Output, Resource } from "@pulumi/pulumi";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../kubernetes/restrictedSecurity";
import { certificateScript } from "./certificateScript";
import type { BrokerContext } from "./context";
import { rabbitMqUser } from "./statefulSet";
import type { TlsSettings } from "./tls";
import { tlsDirectory } from "./tlsConf";

/** Refuses a certificate that clients would refuse, before the nodes serve it. Nothing to wait for without TLS. */
export function createCertificateCheck(
    { name, settings, parent, autonamed }: BrokerContext,
    host: Output<string>,
    certificates: Resource[],
): Resource[] {
    const { tls, image } = settings;
    if (tls === undefined) {
        return [];
    }
    const labels = commonLabels(name, ComponentLabel.Topology);
    const check = new Job(
        `${name}-certificate`,
        {
            metadata: {
                ...autonamed,
                labels,
                // A Job that has failed never runs again: the next update makes another.
                annotations: { "pulumi.com/replaceUnready": "true" },
            },
            spec: certificateJobSpec(labels, tls, image, host),
        },
        { parent, dependsOn: certificates },
    );
    return [check];
}

function certificateJobSpec(
    labels: { [label: string]: string },
    { secretName }: TlsSettings,
    image: Input<string>,
    host: Input<string>,
): k8s.batch.v1.JobSpec {
    return {
        // A Secret that is made at the same time may be a moment late.
        backoffLimit: 1,
        activeDeadlineSeconds: 300,
        template: {
            metadata: { labels },
            spec: {
                restartPolicy: "Never",
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                securityContext: restrictedPodSecurity(rabbitMqUser),
                containers: [certificateContainer(image, secretName, host)],
                volumes: [
                    { name: "tmp", emptyDir: {} },
                    // Without the Secret the pod starts all the same, and says so.
                    { name: "tls", secret: { secretName, optional: true, defaultMode: 0o440 } },
                ],
            },
        },
    };
}

function certificateContainer(
    image: Input<string>,
    secretName: string,
    host: Input<string>,
): k8s.core.v1.Container {
    return {
        name: "certificate",
        image,
        command: ["sh", "-c", certificateScript],
        env: [
            { name: "SECRET", value: secretName },
            { name: "HOST", value: host },
        ],
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "64Mi" } },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "tmp", mountPath: "/tmp" },
            { name: "tls", mountPath: tlsDirectory, readOnly: true },
        ],
    };
}
