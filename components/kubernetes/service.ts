import { isIP } from "node:net";

import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import type { Problem } from "../problems";
import { choiceProblems, problem } from "../problems";
import { annotationProblems } from "./values";

/** A version of the Internet Protocol, as Kubernetes names it. */
export enum IpFamily {
    IPv4 = "IPv4",
    IPv6 = "IPv6",
}

/** How a Service is reached. */
export enum ServiceType {
    /** From pods of the cluster. */
    ClusterIP = "ClusterIP",
    /** Also by a port of every Kubernetes node. */
    NodePort = "NodePort",
    /** Also by a load balancer that the cluster makes. */
    LoadBalancer = "LoadBalancer",
}

/** How many families of addresses a Service has. */
export enum IpFamilyPolicy {
    SingleStack = "SingleStack",
    /** Two where the cluster has two. */
    PreferDualStack = "PreferDualStack",
    RequireDualStack = "RequireDualStack",
}

/** Where a call from outside may be answered. */
export enum ExternalTrafficPolicy {
    /** Anywhere: the pods see a Kubernetes node's address instead of the caller's. */
    Cluster = "Cluster",
    /** Where it has come in: the pods see the caller's address. */
    Local = "Local",
}

export interface ServiceOptions {
    /**
     * How it is reached. What comes from outside the cluster needs `sourceRanges`, and a policy that allows
     * the type. Defaults to `ClusterIP`.
     */
    type?: ServiceType;
    /** Annotations, by which for instance a cloud makes an internal load balancer. Defaults to none. */
    annotations?: { [name: string]: Input<string> };
    /** The families of its addresses, the first one first. Defaults to the cluster's own. */
    ipFamilies?: IpFamily[];
    /** How many families its addresses have. Defaults to the cluster's own, which is one. */
    ipFamilyPolicy?: IpFamilyPolicy;
    /** Where a call from outside may be answered. Defaults to `Local`, because `sourceRanges` go by the caller's address. */
    externalTrafficPolicy?: ExternalTrafficPolicy;
    /** The addresses outside the cluster that may call, such as `10.20.0.0/16`. Defaults to none. */
    sourceRanges?: string[];
}

/** The options with every default filled in. */
export function serviceDefaults(options: ServiceOptions = {}) {
    const type = options.type ?? ServiceType.ClusterIP;
    const isExternal = type !== ServiceType.ClusterIP;
    return {
        type,
        isExternal,
        annotations: options.annotations,
        ipFamilies: options.ipFamilies,
        ipFamilyPolicy: options.ipFamilyPolicy,
        externalTrafficPolicy:
            options.externalTrafficPolicy ?? (isExternal ? ExternalTrafficPolicy.Local : undefined),
        sourceRanges: options.sourceRanges ?? [],
    };
}

export type ServiceSettings = ReturnType<typeof serviceDefaults>;

/** Which families of addresses a Service has; nothing where the cluster decides. */
export function addressFamilies({
    ipFamilies,
    ipFamilyPolicy,
}: ServiceSettings): Pick<k8s.core.v1.ServiceSpec, "ipFamilies" | "ipFamilyPolicy"> {
    return { ipFamilies, ipFamilyPolicy };
}

/** Whether a Service is told that it may have an address of this family besides what the cluster decides. */
export function mayHaveFamily(
    { ipFamilies = [], ipFamilyPolicy }: ServiceSettings,
    family: IpFamily,
): boolean {
    const { PreferDualStack, RequireDualStack } = IpFamilyPolicy;
    return (
        ipFamilies.includes(family) ||
        ipFamilyPolicy === PreferDualStack ||
        ipFamilyPolicy === RequireDualStack
    );
}

/** How a Service is reached from outside the cluster; nothing where it is not. */
export function externalAccess({
    type,
    isExternal,
    externalTrafficPolicy,
    sourceRanges,
}: ServiceSettings): Partial<k8s.core.v1.ServiceSpec> {
    return {
        ...(isExternal && { externalTrafficPolicy }),
        ...(type === ServiceType.LoadBalancer && { loadBalancerSourceRanges: sourceRanges }),
    };
}

/** Those who call from outside the cluster, in a NetworkPolicy. */
export function outsidePeers({
    sourceRanges,
}: Pick<ServiceSettings, "sourceRanges">): k8s.networking.v1.NetworkPolicyPeer[] {
    return sourceRanges.map((cidr) => ({ ipBlock: { cidr } }));
}

export function serviceProblems(path: string, options: ServiceOptions | undefined): Problem[] {
    if (options === undefined) {
        return [];
    }
    const { type, annotations, ipFamilies = [], sourceRanges = [] } = options;
    return [
        ...choiceProblems(`${path}.type`, type, ServiceType),
        ...annotationProblems(`${path}.annotations`, annotations),
        ...ipFamilies.flatMap((family, index) =>
            choiceProblems(`${path}.ipFamilies[${index}]`, family, IpFamily),
        ),
        ...choiceProblems(`${path}.ipFamilyPolicy`, options.ipFamilyPolicy, IpFamilyPolicy),
        ...choiceProblems(
            `${path}.externalTrafficPolicy`,
            options.externalTrafficPolicy,
            ExternalTrafficPolicy,
        ),
        ...sourceRanges
            .filter((range) => !isRange(range))
            .map((range) =>
                problem(
                    `${path}.sourceRanges`,
                    range,
                    "ranges of addresses, such as 10.20.0.0/16 or 2001:db8::/32",
                    "Correct it.",
                ),
            ),
        ...outsideProblems(path, options),
    ];
}

function outsideProblems(path: string, options: ServiceOptions): Problem[] {
    const { isExternal, type } = serviceDefaults(options);
    if (isExternal) {
        const fix = "Nobody from outside would be let in: name those who may call.";
        const given = options.sourceRanges ?? [];
        const at = `${path}.sourceRanges`;
        return given.length > 0 ? [] : [problem(at, given, `at least one with ${type}`, fix)];
    }
    const fields = ["externalTrafficPolicy", "sourceRanges"] as const;
    const fix = "Nobody from outside reaches it: remove it, or set type.";
    return fields
        .filter((field) => options[field] !== undefined)
        .map((field) => problem(`${path}.${field}`, options[field], "nothing with ClusterIP", fix));
}

function isRange(range: string): boolean {
    const [address = "", prefix = "", ...rest] = range.split("/");
    const longest = isIP(address) === 4 ? 32 : 128;
    return (
        isIP(address) !== 0 &&
        rest.length === 0 &&
        /^\d{1,3}$/.test(prefix) &&
        Number(prefix) <= longest
    );
}
