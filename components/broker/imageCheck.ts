import { Job } from "@pulumi/kubernetes/batch/v1";
import type { Resource } from "@pulumi/pulumi";

import type { BrokerSettings } from "./arguments";
import type { BrokerContext } from "./context";
import { saysItAll } from "./image";
import { imageScript } from "./imageScript";
import type { JobPod } from "./jobs";
import { brokerJob, jobTimeouts } from "./jobs";
import { furtherPlugins } from "./links";
import { pluginNames } from "./rabbitMqConf";
import type { Reconciler } from "./reconcilerObjects";
import type { BrokerSecrets } from "./secrets";
import type { TopologyObjects } from "./topologyPod";
import { brokerAccess, erlangVariables } from "./topologyPod";

const deadlineSeconds = 120;

/** An official image by its version has all parts, unless it is asked for plugins that do not come with RabbitMQ. */
export function needsImageCheck({ image, additionalPlugins }: BrokerSettings): boolean {
    return !saysItAll(image) || additionalPlugins.length > 0;
}

/** Refuses an image that nodes could not run, before it replaces one of them. Nothing to wait for where its name says it all. */
export function createImageCheck(
    context: BrokerContext,
    { administrator }: BrokerSecrets,
    { reconciler, networkPolicy }: Reconciler,
    prerequisites: Resource[],
): Resource[] {
    const { name, settings, parent } = context;
    if (!needsImageCheck(settings)) {
        return [];
    }
    const pod = imagePod(name, settings, {
        administrator: administrator.metadata.name,
        reconciler: reconciler.metadata.name,
    });
    return [
        new Job(`${name}-image`, brokerJob(context, deadlineSeconds, pod), {
            parent,
            dependsOn: [...prerequisites, networkPolicy],
            customTimeouts: jobTimeouts(deadlineSeconds),
        }),
    ];
}

/** The pod that looks at the image before nodes run it. */
export function imagePod(
    serviceAccountName: string,
    settings: BrokerSettings,
    objects: Omit<TopologyObjects, "definitions">,
): JobPod {
    const { image } = settings;
    const plugins = pluginNames(furtherPlugins(settings), settings);
    const { volumeMounts, volumes } = brokerAccess(objects, settings);
    return {
        serviceAccountName,
        container: {
            name: "image",
            image,
            command: ["sh", "-c", imageScript],
            env: [
                { name: "IMAGE", value: image },
                { name: "PLUGINS", value: plugins.join(" ") },
                ...Object.entries(erlangVariables).map(([name, value]) => ({ name, value })),
            ],
            memoryLimit: "256Mi",
            volumeMounts,
        },
        volumes,
    };
}
