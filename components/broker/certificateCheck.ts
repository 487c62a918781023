import { Job } from "@pulumi/kubernetes/batch/v1";
import type { Output, Resource } from "@pulumi/pulumi";
import { interpolate } from "@pulumi/pulumi";

import { certificatePod } from "./certificatePod";
import type { BrokerContext } from "./context";
import { brokerJob, jobTimeouts } from "./jobs";
import { nodeHost } from "./nodeEnvironment";
import { headlessServiceName } from "./objects";

/** A Secret that is made at the same time may be late. */
const deadlineSeconds = 300;

/** Refuses a certificate that clients would refuse, before the nodes serve it. Nothing to wait for without TLS. */
export function createCertificateCheck(
    context: BrokerContext,
    host: Output<string>,
    prerequisites: Resource[],
): Resource[] {
    const { name, settings, parent } = context;
    const { namespace, tls, image, protocols } = settings;
    if (tls === undefined) {
        return [];
    }
    // Clients of the stream protocol are sent on to the node that has their stream.
    const first = `${name}-0.${headlessServiceName(name)}`;
    const node = protocols.stream && interpolate`${first}.${namespace}.svc`;
    const peer = tls.internode ? nodeHost(settings, first) : undefined;
    const job = brokerJob(
        context,
        deadlineSeconds,
        certificatePod(name, image, tls, { host, node, peer }),
    );
    return [
        new Job(`${name}-certificate`, job, {
            parent,
            dependsOn: prerequisites,
            customTimeouts: jobTimeouts(deadlineSeconds),
        }),
    ];
}
