import { ConfigMap } from "@pulumi/kubernetes/core/v1";

import type { BrokerContext } from "./context";
import { distributionFiles } from "./distribution";
import { furtherPlugins } from "./links";
import { advancedConfigFile } from "./nodeConfiguration";
import { additionalConf, enabledPlugins, rabbitMqConf, sizeConf } from "./rabbitMqConf";
import { brokerSizes } from "./sizes";

/** The configuration of the nodes: another one rolls all of them. */
export function createConfigMap({ name, settings, parent, autonamed }: BrokerContext): ConfigMap {
    const { memoryMiB, additionalConfig, advancedConfig } = settings;
    const sizes = brokerSizes(memoryMiB);
    return new ConfigMap(
        `${name}-config`,
        {
            metadata: autonamed,
            immutable: true,
            data: {
                "10-queue-workloads.conf": rabbitMqConf(name, sizes, settings),
                ...(Object.keys(additionalConfig).length > 0 && {
                    "90-additional.conf": additionalConf(additionalConfig),
                }),
                ...(advancedConfig !== undefined && { [advancedConfigFile]: advancedConfig }),
                ...distributionFiles(settings),
                enabled_plugins: enabledPlugins(furtherPlugins(settings), settings),
            },
        },
        { parent },
    );
}

export function sizeConfigMapName(broker: string): string {
    return `${broker}-size`;
}

/** Read by a node when it starts, and of no concern to those that run. */
export function createSizeConfigMap({ name, settings, parent, named }: BrokerContext): ConfigMap {
    return new ConfigMap(
        sizeConfigMapName(name),
        {
            metadata: named(sizeConfigMapName(name)),
            data: {
                "20-size.conf": sizeConf(settings.replicas),
                replicas: String(settings.replicas),
            },
        },
        { parent },
    );
}
