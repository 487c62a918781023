import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";

import { amqp, management } from "../broker/clientProtocols";
import { brokerPlace, placeGuard, withHooks } from "../broker/place";
import { portOf } from "../broker/ports";
import { caKey } from "../broker/tls";
import type { BrokerAccess } from "../connection/brokerAccess";
import { judgedInputs } from "../judgedInputs";
import { claimProblems } from "../kubernetes/claims";
import { createDisruptionBudget } from "../kubernetes/disruptionBudget";
import { commonLabels, ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { throwOnProblems } from "../problems";
import type { ClusterSettings, RabbitMqClusterArgs } from "./arguments";
import { clusterDefaults, clusterTransport } from "./arguments";
import { clusterSpec } from "./clusterSpec";
import { clusterGuard } from "./guard";
import { clusterNetworkPolicySpec } from "./networkPolicy";
import { clusterProblems } from "./problems";

/**
 * A broker that RabbitMQ's cluster operator runs, which has to be in the cluster: a `RabbitmqCluster`, and what the
 * operator makes none of, a disruption budget and a NetworkPolicy. What is on it, a `RabbitMqTopology` declares by
 * `brokerAccess`.
 */
export class RabbitMqCluster extends pulumi.ComponentResource {
    /** The name by which pods of the cluster reach the broker. */
    public readonly host: pulumi.Output<string>;
    /** The namespace that all of it lives in. */
    public readonly namespace: pulumi.Output<string>;
    /** The name of the operator's Secret with the administrator's `username` and `password`. */
    public readonly administratorSecretName: pulumi.Output<string>;
    /** What a `RabbitMqTopology` needs to declare what is a team's own, in this stack or in another. */
    public readonly brokerAccess: BrokerAccess;

    constructor(
        name: string,
        args: RabbitMqClusterArgs = {},
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super(
            "queue-workloads:index:RabbitMqCluster",
            name,
            brokerPlace(args),
            withHooks(opts, placeGuard(name)),
        );
        const what = `RabbitMqCluster "${name}"`;
        throwOnProblems(what, clusterProblems(name, args));
        const judged = judgedInputs(what, args, (known) => clusterProblems(name, known));
        const settings = clusterDefaults(judged);
        const { namespace } = settings;
        const kinds = ["RabbitmqCluster", "NetworkPolicy", "PodDisruptionBudget", "Service"];
        const objects = kinds.map((kind) => `${kind} ${name}`);
        throwOnProblems(what, claimProblems(this, what, namespace, objects));

        const transport = clusterTransport(settings.tls);
        const cluster = createCluster(name, settings, this);
        this.namespace = pulumi.output(namespace);
        this.host = pulumi.interpolate`${cluster.metadata.name}.${namespace}.svc`;
        this.administratorSecretName = pulumi.interpolate`${cluster.metadata.name}-default-user`;
        this.brokerAccess = {
            host: this.host,
            port: portOf(amqp, transport).number,
            managementPort: portOf(management, transport).number,
            ...(settings.tls && {
                tls: true,
                certificateAuthority: { name: settings.tls.secretName, key: caKey },
            }),
            namespace,
            administratorSecretName: this.administratorSecretName,
            image: settings.image,
            broker: name,
        };
        this.registerOutputs({
            host: this.host,
            namespace: this.namespace,
            administratorSecretName: this.administratorSecretName,
            brokerAccess: this.brokerAccess,
        });
    }
}

/** As long as an image is pulled, volumes are made, and the nodes come up. */
const startMinutes = 15;

/** The conditions that the operator sets once all nodes are ready, and all that was asked for has been done. */
const ready = ["condition=AllReplicasReady", "condition=ReconcileSuccess"];

function createCluster(
    name: string,
    settings: ClusterSettings,
    parent: pulumi.ComponentResource,
): CustomResource {
    const metadata = {
        name,
        namespace: settings.namespace,
        labels: commonLabels(name, ComponentLabel.Broker),
    };
    const networkPolicy = new NetworkPolicy(
        name,
        { metadata, spec: clusterNetworkPolicySpec(name, settings) },
        { parent },
    );
    if (settings.replicas > 1) {
        const nodes = selectorLabels(name, ComponentLabel.Broker);
        createDisruptionBudget(name, metadata, nodes, parent);
    }
    return new CustomResource(
        name,
        {
            apiVersion: "rabbitmq.com/v1beta1",
            kind: "RabbitmqCluster",
            metadata: {
                ...metadata,
                annotations: { "pulumi.com/waitFor": JSON.stringify(ready) },
            },
            spec: clusterSpec(name, settings),
        },
        {
            parent,
            dependsOn: networkPolicy,
            customTimeouts: { create: `${startMinutes}m`, update: `${startMinutes}m` },
            hooks: { beforeUpdate: clusterGuard(name) },
        },
    );
}
