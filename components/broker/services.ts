import { Service } from "@pulumi/kubernetes/core/v1";
import type * as k8s from "@pulumi/kubernetes/types/input";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { exchangeTypes, queueTypes } from "../topology/recordedTypes";
import { administrator, credentials } from "../topology/users";
import type { BrokerContext } from "./context";
import {
    administratorAnnotation,
    declarationsGuard,
    exchangeTypesAnnotation,
    queueTypesAnnotation,
} from "./guards";

export const amqpPort = 5672;
export const managementPort = 15672;

/** It also lists what later changes have to go by: the type of each queue and exchange, and who may administer. */
export function createBrokerService(context: BrokerContext): Service {
    const { name, settings, parent, named } = context;
    const administrators = credentials(administrator, settings.administrator);
    return new Service(
        name,
        {
            metadata: {
                ...named(name),
                annotations: {
                    [queueTypesAnnotation]: JSON.stringify(queueTypes(settings.topology)),
                    [exchangeTypesAnnotation]: JSON.stringify(exchangeTypes(settings.topology)),
                    [administratorAnnotation]: JSON.stringify(
                        administrators.map(({ version }) => version),
                    ),
                },
            },
            spec: brokerServiceSpec(name),
        },
        { parent, hooks: { beforeUpdate: [declarationsGuard(name)] } },
    );
}

/** What clients, the topology Job and monitoring use. */
export function brokerServiceSpec(name: string): k8s.core.v1.ServiceSpec {
    return {
        type: "ClusterIP",
        selector: selectorLabels(name, ComponentLabel.Broker),
        ports: [
            { name: "amqp", port: amqpPort, targetPort: "amqp", appProtocol: "amqp" },
            {
                name: "management",
                port: managementPort,
                targetPort: "management",
                appProtocol: "http",
            },
            { name: "prometheus", port: 15692, targetPort: "prometheus", appProtocol: "http" },
        ],
    };
}

/** What the nodes find each other by. They have to be found before they are ready. */
export function headlessServiceSpec(name: string): k8s.core.v1.ServiceSpec {
    return {
        type: "ClusterIP",
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: selectorLabels(name, ComponentLabel.Broker),
        ports: [
            { name: "epmd", port: 4369, targetPort: "epmd", appProtocol: "tcp" },
            { name: "cluster-rpc", port: 25672, targetPort: "cluster-rpc", appProtocol: "tcp" },
        ],
    };
}
