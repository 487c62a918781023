import { brokerProblems } from "../broker/problems";
import type { TopologyArgs } from "../topology/arguments";
import type { Imported } from "./importedHost";
import { importedManifests } from "./importedManifests";
import { importedShovels } from "./importedShovels";
import { importedTopology } from "./importedTopology";
import { joined } from "./manifest";
import type { NodeArguments } from "./nodeArguments";
import type { Source } from "./source";

export interface ImportOptions {
    /** Makes quorum queues of classic ones. */
    quorum: boolean;
    /** The Secret with the URI of the old broker, if its messages are to come over by shovels. */
    shovels?: string;
}

/** The arguments of a broker like the one that files are about, in two parts, and what a person has to look at. */
export function importedBroker(
    sources: Source[],
    { quorum, shovels }: ImportOptions,
): Imported<{ nodes: NodeArguments; topology: TopologyArgs }> {
    const manifests = importedManifests(sources.flatMap((source) => source.manifests));
    const topology = importedTopology(
        joined([manifests.definitions, ...sources.flatMap(({ definitions }) => definitions)]),
        quorum,
    );
    const moving = shovels === undefined ? undefined : importedShovels(topology.declared, shovels);
    const nodes = {
        ...manifests.declared,
        ...(Object.keys(moving?.declared ?? {}).length > 0 && { shovels: moving?.declared }),
    };
    return {
        declared: { nodes, topology: topology.declared },
        remarks: [
            ...manifests.remarks,
            ...topology.remarks,
            ...(moving?.remarks ?? []),
            ...brokerProblems("rabbitmq", { ...nodes, ...topology.declared }).map(
                ({ path, reason }) => `${path} ${reason}`,
            ),
        ],
    };
}
