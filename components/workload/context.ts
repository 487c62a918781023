import type * as pulumi from "@pulumi/pulumi";

import { commonLabels, selectorLabels } from "../kubernetes/labels";
import type { WorkloadSettings } from "./arguments";
import type { WorkloadKind } from "./pod";

/** What every part of a workload is made from. */
export interface WorkloadContext {
    name: string;
    settings: WorkloadSettings;
    kind: WorkloadKind;
    parent: pulumi.ComponentResource;
    /** All objects of a workload have its name. */
    metadata: {
        name: string;
        namespace: pulumi.Input<string>;
        labels: { [name: string]: string };
    };
    /** The labels by which its pods are found. */
    selector: { [name: string]: string };
}

export function workloadContext(
    name: string,
    settings: WorkloadSettings,
    kind: WorkloadKind,
    parent: pulumi.ComponentResource,
): WorkloadContext {
    const { namespace } = settings;
    const metadata = { name, namespace, labels: commonLabels(name, kind.component) };
    const selector = selectorLabels(name, kind.component);
    return { name, settings, kind, parent, metadata, selector };
}
