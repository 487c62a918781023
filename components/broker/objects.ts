import type { TenantSettings } from "../topology/tenants";
import { tenantUsers } from "../topology/tenants";
import { credentials } from "../topology/users";
import type { BrokerSettings } from "./arguments";
import type { BrokerContext } from "./context";
import { externalServiceName } from "./services";
import { makesClientCertificates } from "./tls";

/** By which the nodes are found, each by a name of its own. */
export function headlessServiceName(broker: string): string {
    return `${broker}-nodes`;
}

export function clientSecretName(broker: string, username: string): string {
    return `${broker}-${username}`;
}

/** The Certificate that cert-manager makes for a client, and its Secret. */
export function clientCertificateName(broker: string, client: string): string {
    return `${broker}-${client}-tls`;
}

/** The clients whose certificates cert-manager makes. */
export function certifiedClients({ tls, topology }: BrokerSettings): string[] {
    return makesClientCertificates(tls)
        ? Object.entries(topology.clients).flatMap(([client, { certificateSecretName }]) =>
              certificateSecretName === undefined ? [client] : [],
          )
        : [];
}

/** The Secrets that it makes for one of its tenants. */
export function tenantObjects(broker: string, virtualHost: string, settings: TenantSettings) {
    return tenantUsers(virtualHost, settings).map(
        ({ localName }) => `Secret ${tenantSecretName(broker, virtualHost, localName)}`,
    );
}

export function tenantSecretName(broker: string, virtualHost: string, localName: string): string {
    return clientSecretName(`${broker}-${virtualHost}`, localName);
}

/** The objects of a broker that no other component may have: those that workloads have as well, and the clients' Secrets. */
export function brokerObjects({ name, settings }: BrokerContext): string[] {
    const users = Object.entries(settings.topology.clients).flatMap(([client, rotation]) =>
        credentials(client, rotation),
    );
    return [
        name,
        headlessServiceName(name),
        `${name}-topology`,
        ...(settings.service.isExternal ? [externalServiceName(name)] : []),
        ...certifiedClients(settings).map(
            (client) => `Secret ${clientCertificateName(name, client)}`,
        ),
        ...users.map(({ username }) => `Secret ${clientSecretName(name, username)}`),
    ];
}
