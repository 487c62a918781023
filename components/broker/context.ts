import type * as pulumi from "@pulumi/pulumi";

import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import type { BrokerSettings, RabbitMqBrokerArgs } from "./arguments";
import { brokerDefaults } from "./arguments";

/** What every part of a broker is made from. */
export interface BrokerContext {
    name: string;
    settings: BrokerSettings;
    parent: pulumi.ComponentResource;
    /** The metadata of an object that people know by its name. */
    named: (objectName: string) => ObjectMetadata & { name: string };
    /** The metadata of an object that Pulumi names, so that a changed one is a new one, and a rollout. */
    autonamed: ObjectMetadata;
}

export interface ObjectMetadata {
    namespace: pulumi.Input<string>;
    labels: { [name: string]: string };
}

export function brokerContext(
    name: string,
    args: RabbitMqBrokerArgs,
    parent: pulumi.ComponentResource,
): BrokerContext {
    const settings = brokerDefaults(name, args);
    const autonamed = {
        namespace: settings.namespace,
        labels: commonLabels(name, ComponentLabel.Broker),
    };
    const named = (objectName: string) => ({ ...autonamed, name: objectName });
    return { name, settings, parent, named, autonamed };
}
