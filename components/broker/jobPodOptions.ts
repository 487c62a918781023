import type { PodOptions } from "../kubernetes/pod/options";

/** What Jobs have in common with nodes: where they run, by which rights, and under which labels. */
const shared = [
    "labels",
    "annotations",
    "nodeSelector",
    "tolerations",
    "affinity",
    "priorityClassName",
    "imagePullSecrets",
    "imagePullPolicy",
    "securityContext",
    "containerSecurityContext",
    "hostAliases",
    "dnsPolicy",
    "dnsConfig",
] as const;

/** The options of Jobs' pods: their own, and where those say nothing, what nodes share with them. */
export function jobPodOptions(
    ofNodes: PodOptions | undefined,
    own: PodOptions | undefined,
): PodOptions | undefined {
    if (ofNodes === undefined) {
        return own;
    }
    const taken = shared.filter((field) => ofNodes[field] !== undefined);
    return { ...Object.fromEntries(taken.map((field) => [field, ofNodes[field]])), ...own };
}
