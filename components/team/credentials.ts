import type { BrokerCredential } from "../broker/credentials";
import { createCredential } from "../broker/credentials";
import type { LocalCredential } from "../topology/users";
import { usersIn } from "../topology/users";
import type { TeamContext } from "./context";

export type TeamCredential = BrokerCredential & LocalCredential;

export function createTeamCredentials({
    name,
    settings: { namespace, virtualHost, topology },
    parent,
}: TeamContext): TeamCredential[] {
    return usersIn(virtualHost, topology.clients).map((user) => ({
        ...createCredential(name, namespace, { ...user, username: user.localName }, parent),
        ...user,
    }));
}
