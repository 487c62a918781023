import { Service } from "@pulumi/kubernetes/core/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import type { ServiceSettings } from "../kubernetes/service";
import { addressFamilies, externalAccess } from "../kubernetes/service";
import { exchangeTypes, queueTypes } from "../topology/recordedTypes";
import { tenantRotations } from "../topology/tenants";
import { administrator, autoscaler, credentials } from "../topology/users";
import type { BrokerSettings } from "./arguments";
import type { BrokerPort } from "./clientProtocols";
import { Peer } from "./clientProtocols";
import type { BrokerContext } from "./context";
import type { CredentialVersions } from "./guards";
import {
    administratorAnnotation,
    clientsAnnotation,
    declarationsGuard,
    exchangeTypesAnnotation,
    queueTypesAnnotation,
} from "./guards";
import type { Transport } from "./ports";
import { nodePorts, servicePorts } from "./ports";
import { recordText } from "./records";

/** It also lists what later changes have to go by: the type of each queue and exchange, and who may administer. */
export function createBrokerService(context: BrokerContext): Service {
    const { name, settings, parent, named } = context;
    createExternalService(context);
    const administrators = credentials(administrator, settings.administrator);
    return new Service(
        name,
        {
            metadata: {
                ...named(name),
                annotations: {
                    // Pulumi would wait until its endpoints have not changed for ten seconds, at each new queue as well.
                    // That the nodes are ready is what it waits for at the StatefulSet.
                    "pulumi.com/skipAwait": "true",
                    ...(!settings.service.isExternal && settings.service.annotations),
                    [queueTypesAnnotation]: recordText(queueTypes(settings.topology)),
                    [exchangeTypesAnnotation]: recordText(exchangeTypes(settings.topology)),
                    [administratorAnnotation]: recordText(
                        administrators.map(({ version }) => version),
                    ),
                    [clientsAnnotation]: recordText(credentialVersions(settings)),
                },
            },
            spec: brokerServiceSpec(name, settings),
        },
        { parent, hooks: { beforeUpdate: declarationsGuard(context) } },
    );
}

/** The version of each client's credentials, of KEDA's and of the tenants', by name. */
function credentialVersions({
    topology,
    autoscaler: scaler,
    tenants,
}: BrokerSettings): CredentialVersions {
    const ofTenants = Object.entries(tenants).flatMap(([name, settings]) =>
        Object.entries(tenantRotations(settings)).map(
            ([owner, versions]) => [`${name}.${owner}`, versions] as const,
        ),
    );
    const owners = {
        ...topology.clients,
        ...(scaler && { [autoscaler]: scaler }),
        ...Object.fromEntries(ofTenants),
    };
    return Object.fromEntries(
        Object.entries(owners)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([owner, { credentialVersion }]) => [owner, credentialVersion]),
    );
}

/** What clients, the topology Job and monitoring use. */
export function brokerServiceSpec(
    name: string,
    settings: Pick<BrokerSettings, "service"> & Transport,
): k8s.core.v1.ServiceSpec {
    return {
        type: "ClusterIP",
        ...addressFamilies(settings.service),
        selector: selectorLabels(name, ComponentLabel.Broker),
        ports: servicePorts(settings).map(servicePort),
    };
}

export function externalServiceName(broker: string): string {
    return `${broker}-external`;
}

/** What clients outside the cluster use, and nobody else. */
function createExternalService({ name, settings, parent, named }: BrokerContext): void {
    const { service } = settings;
    if (!service.isExternal) {
        return;
    }
    const open = servicePorts(settings).filter(({ peers }) => peers.includes(Peer.Clients));
    new Service(
        externalServiceName(name),
        {
            metadata: { ...named(externalServiceName(name)), annotations: service.annotations },
            spec: {
                type: service.type,
                ...addressFamilies(service),
                ...externalAccess(service),
                selector: selectorLabels(name, ComponentLabel.Broker),
                ports: open.map(servicePort),
            },
        },
        { parent },
    );
}

/** What the nodes find each other by. They have to be found before they are ready. */
export function headlessServiceSpec(
    name: string,
    service: ServiceSettings,
): k8s.core.v1.ServiceSpec {
    return {
        type: "ClusterIP",
        clusterIP: "None",
        ...addressFamilies(service),
        publishNotReadyAddresses: true,
        selector: selectorLabels(name, ComponentLabel.Broker),
        ports: nodePorts.map(servicePort),
    };
}

function servicePort({
    name,
    number,
    scheme,
    appProtocol = scheme,
}: BrokerPort): k8s.core.v1.ServicePort {
    return { name, port: number, targetPort: name, appProtocol };
}
