import { createHash } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import type { ObjectMetadata } from "../broker/context";
import type { BrokerAccess, BrokerAccessSettings } from "../connection/brokerAccess";
import { whenKnown } from "../kubernetes/knownLater";
import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { TeamSettings } from "./arguments";

/** What every part of a team's topology is made from. */
export interface TeamContext {
    name: string;
    /** Which component of which stack it is: two of the same name are two. */
    holder: string;
    /** What its objects in the broker's namespace are called, where those of others are. */
    jobName: string;
    settings: TeamSettings;
    /** Takes what is asked of the broker's access, as soon as it is known. */
    from: <T>(take: (access: BrokerAccessSettings) => T) => pulumi.Input<pulumi.Unwrap<T>>;
    /** The metadata of what is beside the broker. */
    besideBroker: ObjectMetadata;
    parent: pulumi.ComponentResource;
}

export function teamContext(
    name: string,
    settings: TeamSettings,
    access: pulumi.Input<BrokerAccess>,
    complete: (access: BrokerAccess) => BrokerAccessSettings,
    parent: pulumi.ComponentResource,
): TeamContext {
    const holder = `${name} of the stack ${pulumi.getStack()} of ${pulumi.getProject()}`;
    const checksum = createHash("sha256").update(holder).digest("hex").slice(0, 8);
    const jobName = `${name}-${checksum}`;
    const from: TeamContext["from"] = (take) => whenKnown(access, (known) => take(complete(known)));
    return {
        name,
        holder,
        jobName,
        settings,
        from,
        besideBroker: {
            namespace: from(({ namespace }) => namespace),
            labels: commonLabels(jobName, ComponentLabel.Topology),
        },
        parent,
    };
}
