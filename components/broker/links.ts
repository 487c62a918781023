import type * as k8s from "@pulumi/kubernetes/types/input";

import { nameProblems } from "../kubernetes/names";
import type { SecretReference } from "../kubernetes/secretReference";
import type { Problem } from "../problems";
import { listOf, numberProblems, problem } from "../problems";
import type { TopologySettings } from "../topology/defaults";
import type { RuntimeParameter } from "../topology/definitions";
import type { FederationSettings } from "./federationUpstreams";
import {
    federatingPolicyProblems,
    federationParameter,
    federationProblems,
} from "./federationUpstreams";
import type { ShovelSettings } from "./shovels";
import { shovelParameter, shovelProblems } from "./shovels";

/** What connects a broker with others. */
export interface Links {
    shovels: { [name: string]: ShovelSettings };
    federationUpstreams: { [name: string]: FederationSettings };
}

/** Where the Jobs find URIs, each in a file that is called after the argument. */
export const uriDirectory = "/run/uris";

export function linkParameters({ shovels, federationUpstreams }: Links): RuntimeParameter[] {
    return [
        ...Object.entries(shovels).map(([name, one]) => shovelParameter(name, one)),
        ...Object.entries(federationUpstreams).map(([name, one]) => federationParameter(name, one)),
    ];
}

/** The plugins that were asked for, those that links need, and those that show them in the management UI. */
export function furtherPlugins({
    shovels,
    federationUpstreams,
    additionalPlugins,
}: Links & { additionalPlugins: string[] }): string[] {
    const withManagement = (plugin: string) => [plugin, `${plugin}_management`];
    return [
        ...additionalPlugins,
        ...(Object.keys(shovels).length > 0 ? withManagement("rabbitmq_shovel") : []),
        ...(Object.keys(federationUpstreams).length > 0
            ? withManagement("rabbitmq_federation")
            : []),
    ];
}

/** The files with the URIs. Without its Secret the Job starts all the same, and says so. */
export function uriVolumes(links: Links): k8s.core.v1.Volume[] {
    const sources = uris(links).map(({ file, uri: { name, key } }) => ({
        secret: { name, optional: true, items: [{ key, path: file }] },
    }));
    return sources.length > 0 ? [{ name: "uris", projected: { sources } }] : [];
}

export function uriMounts(links: Links): k8s.core.v1.VolumeMount[] {
    return uris(links).length > 0
        ? [{ name: "uris", mountPath: uriDirectory, readOnly: true }]
        : [];
}

function uris({ shovels, federationUpstreams }: Links): { file: string; uri: SecretReference }[] {
    const ofShovels = Object.entries(shovels).flatMap(([name, { source, destination }]) => [
        { file: `shovels/${name}/source/uri`, uri: source.uri },
        { file: `shovels/${name}/destination/uri`, uri: destination.uri },
    ]);
    const ofUpstreams = Object.entries(federationUpstreams).map(([name, { uri }]) => ({
        file: `federationUpstreams/${name}/uri`,
        uri,
    }));
    return [...ofShovels, ...ofUpstreams].flatMap(({ file, uri }) => (uri ? [{ file, uri }] : []));
}

/** Everything that is wrong with how a broker is connected with others. */
export function linkProblems(
    { shovels, federationUpstreams }: Links,
    topology: TopologySettings,
    additionalPlugins: string[],
): Problem[] {
    const names = Object.keys(topology.virtualHosts);
    const common = (path: string, name: string, virtualHost: string) => {
        const fix = "Declare it under virtualHosts, or correct the name.";
        return [
            ...nameProblems(path, name),
            ...(names.includes(virtualHost)
                ? []
                : [problem(`${path}.virtualHost`, virtualHost, listOf(names), fix)]),
        ];
    };
    return [
        ...Object.entries(shovels).flatMap(([name, shovel]) => [
            ...common(`shovels.${name}`, name, shovel.virtualHost),
            ...shovelProblems(`shovels.${name}`, shovel, topology),
            ...paceProblems(`shovels.${name}`, shovel),
        ]),
        ...Object.entries(federationUpstreams).flatMap(([name, upstream]) => [
            ...common(`federationUpstreams.${name}`, name, upstream.virtualHost),
            ...federationProblems(`federationUpstreams.${name}`, upstream),
            ...paceProblems(`federationUpstreams.${name}`, upstream),
        ]),
        ...federatingPolicyProblems(topology, federationUpstreams, additionalPlugins),
    ];
}

function paceProblems(
    path: string,
    { prefetch, reconnectDelaySeconds }: ShovelSettings | FederationSettings,
): Problem[] {
    return [
        ...numberProblems(`${path}.prefetch`, prefetch, 1, 65_535),
        ...numberProblems(`${path}.reconnectDelaySeconds`, reconnectDelaySeconds, 1, 3600),
    ];
}
