import type { Problem } from "../../problems";
import { choiceProblems, numberProblems, problem } from "../../problems";
import {
    annotationProblems,
    imageProblems,
    labelProblems,
    objectNameProblems,
    variableNameProblems,
} from "../values";
import { apiListProblems, apiProblems } from "./apiSchema";
import { conflictProblems } from "./conflicts";
import { objectsOf } from "./objectsOf";
import type { PodOptions, PodProbes } from "./options";
import type { PodTemplate } from "./template";
import { probeFields } from "./template";

/**
 * Everything that is wrong with a pod's options: what Kubernetes would refuse, and what fights with the pod as
 * the component makes it. `claims` are the volumes that a StatefulSet adds.
 */
export function podProblems(
    path: string,
    options: PodOptions | undefined,
    template: PodTemplate,
    claims: string[] = [],
): Problem[] {
    return options === undefined
        ? []
        : [
              ...keyProblems(path, options),
              ...objectProblems(path, options),
              ...referenceProblems(path, options),
              ...containerProblems(path, options),
              ...probeProblems(`${path}.probes`, options.probes, template),
              ...conflictProblems(path, options, template, claims),
          ];
}

/** What has the form of a Kubernetes object. */
function objectProblems(path: string, options: PodOptions): Problem[] {
    return [
        ...apiListProblems(`${path}.tolerations`, "Toleration", options.tolerations),
        ...apiProblems(`${path}.affinity`, "Affinity", options.affinity),
        ...apiListProblems(
            `${path}.topologySpread`,
            "TopologySpreadConstraint",
            options.topologySpread,
        ),
        ...apiProblems(`${path}.securityContext`, "PodSecurityContext", options.securityContext),
        ...apiProblems(
            `${path}.containerSecurityContext`,
            "SecurityContext",
            options.containerSecurityContext,
        ),
        ...apiListProblems(`${path}.volumes`, "Volume", options.volumes),
        ...apiListProblems(`${path}.volumeMounts`, "VolumeMount", options.volumeMounts),
        ...apiListProblems(`${path}.env`, "EnvVar", options.env),
        ...apiListProblems(`${path}.envFrom`, "EnvFromSource", options.envFrom),
        ...apiListProblems(`${path}.initContainers`, "Container", options.initContainers),
        ...apiListProblems(`${path}.sidecars`, "Container", options.sidecars),
        ...apiListProblems(`${path}.hostAliases`, "HostAlias", options.hostAliases),
        ...apiProblems(`${path}.dnsConfig`, "PodDNSConfig", options.dnsConfig),
    ];
}

function keyProblems(
    path: string,
    { labels, annotations, nodeSelector, serviceAccount }: PodOptions,
) {
    return [
        ...labelProblems(`${path}.labels`, labels),
        ...annotationProblems(`${path}.annotations`, annotations),
        ...labelProblems(`${path}.nodeSelector`, nodeSelector),
        ...annotationProblems(`${path}.serviceAccount.annotations`, serviceAccount?.annotations),
    ];
}

const pullPolicies = ["Always", "IfNotPresent", "Never"];

/** What is named and has to be in the cluster. */
function referenceProblems(path: string, options: PodOptions): Problem[] {
    const {
        priorityClassName,
        imagePullSecrets = [],
        serviceAccount,
        imagePullPolicy,
        dnsPolicy,
        dnsConfig,
    } = options;
    const policies = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];
    const problems = [
        ...objectNameProblems(`${path}.priorityClassName`, priorityClassName),
        ...imagePullSecrets.flatMap((name, index) =>
            objectNameProblems(`${path}.imagePullSecrets[${index}]`, name),
        ),
        ...objectNameProblems(`${path}.serviceAccount.name`, serviceAccount?.name),
        ...choiceProblems(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies),
        ...choiceProblems(`${path}.dnsPolicy`, dnsPolicy, policies),
    ];
    if (serviceAccount?.name !== undefined && serviceAccount.annotations !== undefined) {
        const allowed = "nothing with name";
        const fix = "Annotate the ServiceAccount that is there: remove annotations.";
        const given = serviceAccount.annotations;
        problems.push(problem(`${path}.serviceAccount.annotations`, given, allowed, fix));
    }
    if (dnsPolicy === "None" && dnsConfig === undefined) {
        const fix = "The pods would have no name server: set dnsConfig.nameservers.";
        problems.push(problem(`${path}.dnsPolicy`, dnsPolicy, "None with dnsConfig", fix));
    }
    return problems;
}

/** What Kubernetes asks of containers, volumes and variables, and its schema does not say. */
function containerProblems(path: string, options: PodOptions): Problem[] {
    const lists = ["initContainers", "sidecars"] as const;
    const containers = lists.flatMap((list) =>
        objectsOf(options[list]).flatMap(({ image }, index) => {
            const at = `${path}.${list}[${index}].image`;
            return image === undefined
                ? [{ path: at, reason: "is missing. Set it." }]
                : imageProblems(at, image as string);
        }),
    );
    const volumes = objectsOf(options.volumes).flatMap((volume, index) => {
        const sources = Object.keys(volume).filter((key) => key !== "name");
        const allowed = "a volume of exactly one source, such as emptyDir: {}";
        return sources.length === 1
            ? []
            : [problem(`${path}.volumes[${index}]`, sources, allowed, "Give it one.")];
    });
    const variables = objectsOf(options.env).flatMap(({ name }, index) =>
        variableNameProblems(`${path}.env[${index}].name`, name as string),
    );
    return [...containers, ...volumes, ...variables];
}

function probeProblems(path: string, probes: PodProbes = {}, { spec }: PodTemplate): Problem[] {
    const [main] = spec.containers;
    return (Object.keys(probeFields) as (keyof PodProbes)[]).flatMap((name) => {
        const numbers = probes[name];
        if (numbers === undefined) {
            return [];
        }
        const at = `${path}.${name}`;
        if (main[probeFields[name]] === undefined) {
            const fix = "The container has no such probe: remove it.";
            return [problem(at, numbers, "numbers of probes that there are", fix)];
        }
        const { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = numbers;
        return [
            ...numberProblems(`${at}.initialDelaySeconds`, initialDelaySeconds, 0, 3600),
            ...numberProblems(`${at}.periodSeconds`, periodSeconds, 1, 3600),
            ...numberProblems(`${at}.timeoutSeconds`, timeoutSeconds, 1, 3600),
            ...numberProblems(`${at}.failureThreshold`, failureThreshold, 1, 10_000),
        ];
    });
}
