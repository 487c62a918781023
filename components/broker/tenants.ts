import type { Secret } from "@pulumi/kubernetes/core/v1";
import type { Output, Resource } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess } from "../connection/brokerAccess";
import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { SecretData } from "../kubernetes/secretData";
import { each } from "../topology/defaults";
import type { TenantSettings } from "../topology/tenants";
import { tenantUsers } from "../topology/tenants";
import { administrator, credential, tenant } from "../topology/users";
import { describeAccess } from "./access";
import { amqp } from "./clientProtocols";
import { clientSecretContents, createLoginSecret } from "./clientSecret";
import { afterTopology } from "./connections";
import type { BrokerContext } from "./context";
import type { BrokerCredential, LocalBrokerCredential } from "./credentials";
import { createLocalCredentials } from "./credentials";
import type { DefinitionsPart } from "./definitionsSecret";
import { tenantSecretName } from "./objects";
import { portOf } from "./ports";

/** What a broker makes for one of its tenants. */
export interface BrokerTenant {
    virtualHost: string;
    settings: TenantSettings;
    users: LocalBrokerCredential[];
}

export function createTenantCredentials({ name, settings, parent }: BrokerContext): BrokerTenant[] {
    return Object.entries(settings.tenants).map(([virtualHost, ofTenant]) => ({
        virtualHost,
        settings: ofTenant,
        users: createLocalCredentials(
            `${name}-${virtualHost}`,
            ofTenant.namespace,
            tenantUsers(virtualHost, ofTenant),
            parent,
        ),
    }));
}

/** What an administrator sees of a tenant's virtual host takes rights in it. */
export function tenantDefinitions(
    tenants: BrokerTenant[],
    valid: BrokerCredential[],
): DefinitionsPart[] {
    const administrators = valid.filter(({ owner }) => owner === administrator);
    return tenants.map(({ settings, users }) => ({
        topology: settings.topology,
        users: [...users, ...administrators],
    }));
}

/** In the namespace of each tenant: one for each valid version of its own user, and of each client. */
export function createTenantSecrets(
    { name, settings: { tls, protocols }, parent }: BrokerContext,
    tenants: BrokerTenant[],
    host: Output<string>,
): Secret[] {
    const labels = commonLabels(name, ComponentLabel.Broker);
    const { scheme, number: port } = portOf(amqp, { tls, protocols });
    return tenants.flatMap(({ virtualHost, settings: { namespace }, users }) =>
        users.map(({ owner, localName, username, password }) => {
            const contents = pulumi.all([host, password]).apply(([hostName, text]): SecretData => {
                const login = { username, password: text };
                const url = { ...login, scheme, port, host: hostName, virtualHost };
                return owner === tenant ? login : clientSecretContents(url);
            });
            const secretName = tenantSecretName(name, virtualHost, localName);
            const metadata = { name: secretName, namespace, labels };
            const type = owner === tenant ? "Opaque" : undefined;
            return createLoginSecret(metadata, contents, parent, type);
        }),
    );
}

/** What each tenant's own stack has to know, by the tenant's name. */
export function describeTenants(
    context: BrokerContext,
    host: Output<string>,
    topology: Resource,
): { [virtualHost: string]: BrokerAccess } {
    const secretName = (virtualHost: string, owner: string, version: number) => {
        const { username } = credential(owner, version);
        return afterTopology(tenantSecretName(context.name, virtualHost, username), topology);
    };
    return each(context.settings.tenants, (settings, virtualHost) => ({
        ...describeAccess(context, host, {
            namespace: settings.namespace,
            administratorSecretName: secretName(
                virtualHost,
                tenant,
                settings.rotation.credentialVersion,
            ),
        }),
        tenant: {
            virtualHost,
            clients: each(settings.topology.clients, (rights, client) => ({
                secretName: secretName(virtualHost, client, rights.credentialVersion),
                publishesTo: rights.publishesTo,
                consumesFrom: rights.consumesFrom,
                ...(rights.certificateSecretName !== undefined && {
                    certificateSecretName: rights.certificateSecretName,
                }),
            })),
        },
    }));
}
