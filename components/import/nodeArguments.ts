import type { RabbitMqBrokerArgs } from "../broker/arguments";
import { defaultBrokerImage } from "../broker/arguments";
import { stopSeconds } from "../broker/timeouts";
import type { PodOptions } from "../kubernetes/pod/options";
import type { TopologyArgs } from "../topology/arguments";
import type { Imported } from "./importedHost";
import { inUnits } from "./quantity";

/** What a broker is, without what is declared on it. */
export type NodeArguments = Omit<RabbitMqBrokerArgs, keyof TopologyArgs | "namespace">;

/** The fields of a pod that are read here. */
export interface PodSpec {
    containers?: Container[];
    affinity?: object;
    tolerations?: object[];
    nodeSelector?: { [label: string]: string };
    topologySpreadConstraints?: object[];
    priorityClassName?: string;
    imagePullSecrets?: { name: string }[];
    terminationGracePeriodSeconds?: number;
}

export interface Container {
    image?: string;
    env?: { name: string; value?: string }[];
    resources?: {
        requests?: { cpu?: string | number; memory?: unknown };
        limits?: { cpu?: string | number; memory?: unknown };
    };
}

const longestDrain = 3600;

/** What the first container of a pod, and the pod, say of a broker's nodes. */
export function nodeArguments(pod: PodSpec): Imported<NodeArguments> {
    const { image, resources: { requests = {}, limits = {} } = {} } = pod.containers?.[0] ?? {};
    const memoryMiB = inUnits(limits.memory ?? requests.memory, "Mi");
    const grace = pod.terminationGracePeriodSeconds ?? 0;
    const drainTimeoutSeconds = Math.min(grace - stopSeconds, longestDrain);
    const options = podOptions(pod);
    return {
        declared: {
            resources: {
                ...(requests.cpu !== undefined && { cpu: String(requests.cpu) }),
                ...(memoryMiB !== undefined && { memoryMiB }),
            },
            ...(drainTimeoutSeconds > 0 && { drainTimeoutSeconds }),
            ...(Object.keys(options).length > 0 && { pod: options }),
        },
        remarks: [
            ...(image === undefined
                ? []
                : [`image ${image} is left out: the new broker runs ${defaultBrokerImage}`]),
            ...(limits.cpu === undefined
                ? []
                : [
                      `the limit of ${JSON.stringify(limits.cpu)} CPUs is left out, as RabbitMQ advises; resources.cpuLimit says it`,
                  ]),
        ],
    };
}

function podOptions(pod: PodSpec): PodOptions {
    const given = {
        affinity: pod.affinity,
        tolerations: pod.tolerations,
        nodeSelector: pod.nodeSelector,
        topologySpread: pod.topologySpreadConstraints,
        priorityClassName: pod.priorityClassName,
        imagePullSecrets: pod.imagePullSecrets?.map(({ name }) => name),
    };
    return Object.fromEntries(
        Object.entries(given).filter(([, value]) => Object.keys(value ?? {}).length > 0),
    );
}
