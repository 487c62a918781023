import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";

import { isKnownLater } from "../knownLater";
import type { PodOptions, PodProbes } from "./options";

/** A pod as a component makes it: its first container is the main one. */
export interface PodTemplate {
    metadata: { labels: Input<{ [name: string]: Input<string> }> };
    spec: Omit<k8s.core.v1.PodSpec, "containers" | "initContainers" | "volumes"> & {
        containers: [MainContainer];
        initContainers?: k8s.core.v1.Container[];
        volumes: Input<k8s.core.v1.Volume[]>;
        topologySpreadConstraints?: k8s.core.v1.TopologySpreadConstraint[];
    };
}

/** Lists that may be known only later are of inputs as a whole, and no mixture. */
export interface MainContainer extends Omit<k8s.core.v1.Container, "env" | "volumeMounts"> {
    env: Input<k8s.core.v1.EnvVar[]>;
    volumeMounts: Input<k8s.core.v1.VolumeMount[]>;
}

type Container = k8s.core.v1.Container;

/** The pod with what was asked for besides. Without options it is the same to the letter. */
export function withPodOptions(
    { metadata, spec }: PodTemplate,
    options: PodOptions | undefined,
): k8s.core.v1.PodTemplateSpec {
    if (options === undefined) {
        return { metadata, spec };
    }
    const { labels, annotations } = options;
    return {
        metadata: {
            ...metadata,
            labels: labels ? merged(metadata.labels, labels) : metadata.labels,
            ...(annotations && { annotations }),
        },
        spec: podSpec(spec, options),
    };
}

function podSpec(spec: PodTemplate["spec"], options: PodOptions): k8s.core.v1.PodSpec {
    const { initContainers = [], ...rest } = spec;
    const [main] = spec.containers;
    const sidecars = (options.sidecars ?? []) as Container[];
    const init = [
        // In front of the others, which may need them.
        ...sidecars.map((sidecar) => ({ ...sidecar, restartPolicy: "Always" })),
        ...initContainers.map((container) => withOptions(container, options)),
        ...((options.initContainers ?? []) as Container[]),
    ];
    return {
        ...rest,
        ...placement(options),
        ...(options.serviceAccount?.name !== undefined && {
            serviceAccountName: options.serviceAccount.name,
        }),
        ...(options.securityContext && { securityContext: options.securityContext }),
        ...(options.topologySpread && { topologySpreadConstraints: spread(spec, options) }),
        ...(init.length > 0 && { initContainers: init }),
        containers: [mainContainer(main, options)],
        volumes: appended(rest.volumes, options.volumes),
    };
}

/** What is taken over as it is, where it was given. */
function placement({
    nodeSelector,
    tolerations,
    affinity,
    priorityClassName,
    imagePullSecrets,
    hostAliases,
    dnsPolicy,
    dnsConfig,
}: PodOptions): Partial<k8s.core.v1.PodSpec> {
    return {
        nodeSelector,
        tolerations,
        affinity,
        priorityClassName,
        imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
        hostAliases,
        dnsPolicy,
        dnsConfig,
    };
}

/**
 * What the component insists on stays. A constraint that does not say of which pods it is, is of the component's own.
 */
function spread(
    { topologySpreadConstraints: own = [] }: PodTemplate["spec"],
    { topologySpread = [] }: PodOptions,
): k8s.core.v1.TopologySpreadConstraint[] {
    const labelSelector = own[0]?.labelSelector;
    return [
        ...own.filter(isRequired),
        ...topologySpread.map((constraint) => ({ labelSelector, ...constraint })),
    ];
}

/** Whether a pod finds no place rather than one against it, which is also what Kubernetes takes it for. */
export function isRequired({ whenUnsatisfiable }: { whenUnsatisfiable?: unknown }): boolean {
    return whenUnsatisfiable !== "ScheduleAnyway";
}

function mainContainer(main: MainContainer, options: PodOptions): Container {
    const { envFrom, command, args, probes } = options;
    return {
        ...withOptions(main, options),
        ...(command && { command }),
        ...(args && { args }),
        ...(envFrom && { envFrom }),
        env: appended(main.env, options.env),
        volumeMounts: appended(main.volumeMounts, options.volumeMounts),
        ...(probes && withNumbers(main, probes)),
    };
}

function withOptions(
    container: Container,
    { containerSecurityContext: securityContext, imagePullPolicy }: PodOptions,
): Container {
    return {
        ...container,
        ...(securityContext && { securityContext }),
        ...(imagePullPolicy && { imagePullPolicy }),
    };
}

/** The probes that a container may have, by their names in the options. */
export const probeFields = {
    startup: "startupProbe",
    readiness: "readinessProbe",
    liveness: "livenessProbe",
} as const;

function withNumbers(main: MainContainer, probes: PodProbes): Partial<Container> {
    const given = Object.entries(probes) as [keyof PodProbes, object][];
    return Object.fromEntries(
        given.map(([probe, numbers]) => {
            const field = probeFields[probe];
            return [field, { ...(main[field] as object), ...numbers }];
        }),
    );
}

/** Without an output where there is none before: what is known stays known in a preview. */
function appended<T>(own: Input<Input<T>[]>, given: T[] = []): Input<Input<T>[]> {
    if (given.length === 0) {
        return own;
    }
    return Array.isArray(own)
        ? [...own, ...given]
        : (pulumi.output(own) as pulumi.Output<Input<T>[]>).apply((all) => [...all, ...given]);
}

function merged(
    own: Input<{ [name: string]: Input<string> }>,
    given: { [name: string]: string },
): Input<{ [name: string]: Input<string> }> {
    return isKnownLater(own)
        ? pulumi.output(own).apply((all) => ({ ...all, ...given }))
        : { ...own, ...given };
}
