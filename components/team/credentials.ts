import type { BrokerCredential } from "../broker/credentials";
import { createCredential } from "../broker/credentials";
import { credentials } from "../topology/users";
import type { TeamContext } from "./context";

/** A client's user: its name on the broker, where other teams have clients of the same name, and what it is called here. */
export interface TeamCredential extends BrokerCredential {
    localName: string;
}

export function createTeamCredentials({
    name,
    settings: { namespace, virtualHost, topology },
    parent,
}: TeamContext): TeamCredential[] {
    return Object.entries(topology.clients)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([client, rotation]) => credentials(client, rotation))
        .map((user) => ({
            ...createCredential(name, namespace, user, parent),
            localName: user.username,
            username: teamUsername(virtualHost, user.username),
        }));
}

/** A client's name has no dot, so no two virtual hosts have a user in common. */
export function teamUsername(virtualHost: string, localName: string): string {
    return `${virtualHost}.${localName}`;
}
