import type { TopologyArgs } from "../topology/arguments";
import { defaultVirtualHost, each } from "../topology/defaults";
import { topologyProblems } from "../topology/problems";
import type { ExportedDefinitions } from "./exported";
import { importedClients } from "./importedClients";
import type { Imported } from "./importedHost";
import { importedHost } from "./importedHost";

export interface ImportOptions {
    /** Makes quorum queues of classic ones. */
    quorum: boolean;
}

/** The arguments that declare what an export of another broker holds, and what a person has to look at. */
export function importedTopology(
    definitions: ExportedDefinitions,
    { quorum }: ImportOptions,
): Imported<TopologyArgs> {
    const names = (definitions.vhosts ?? []).map(({ name }) => name);
    const hosts = Object.fromEntries(
        [...new Set([defaultVirtualHost, ...names])].map(
            (name) => [name, importedHost(definitions, name, quorum)] as const,
        ),
    );
    const declared = each(hosts, (host) => host.declared);
    const clients = importedClients(definitions, declared);
    const { [defaultVirtualHost]: own, ...others } = declared;
    const topology: TopologyArgs = {
        ...own,
        ...(Object.keys(others).length > 0 && { virtualHosts: others }),
        ...(Object.keys(clients.declared).length > 0 && { clients: clients.declared }),
    };
    return {
        declared: topology,
        remarks: [
            ...Object.entries(hosts).flatMap(([name, { remarks }]) =>
                remarks.map((remark) =>
                    name === defaultVirtualHost ? remark : `${name}: ${remark}`,
                ),
            ),
            ...clients.remarks,
            ...(definitions.parameters ?? []).map(
                ({ component, name }) => `${component} ${name}: a runtime parameter, left out`,
            ),
            ...topologyProblems(topology).map(({ path, reason }) => `${path} ${reason}`),
        ],
    };
}
