import type { TopologyArgs } from "../topology/arguments";
import { defaultVirtualHost, each } from "../topology/defaults";
import type { ExportedDefinitions } from "./exported";
import { importedClients } from "./importedClients";
import type { Imported } from "./importedHost";
import { importedHost } from "./importedHost";

/** The arguments that declare what an export of another broker holds, and what a person has to look at. */
export function importedTopology(
    definitions: ExportedDefinitions,
    quorum: boolean,
): Imported<TopologyArgs> {
    const hosts = Object.fromEntries(
        virtualHostNames(definitions).map(
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
        ],
    };
}

/** Objects of an operator may be in a virtual host that somebody else has made. */
function virtualHostNames(definitions: ExportedDefinitions): string[] {
    const {
        queues = [],
        exchanges = [],
        bindings = [],
        policies = [],
        permissions = [],
    } = definitions;
    const inHosts: { vhost?: string }[] = [
        queues,
        exchanges,
        bindings,
        policies,
        permissions,
    ].flat();
    return [
        ...new Set([
            defaultVirtualHost,
            ...(definitions.vhosts ?? []).map(({ name }) => name),
            ...inHosts.flatMap(({ vhost = [] }) => vhost),
        ]),
    ];
}
