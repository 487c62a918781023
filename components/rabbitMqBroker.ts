import { StatefulSet } from "@pulumi/kubernetes/apps/v1";
import { Job } from "@pulumi/kubernetes/batch/v1";
import { ConfigMap, Secret, Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { administratorData } from "./administratorSecret";
import { AmqpConnection } from "./amqpConnection";
import { brokerDefaults, brokerProblems, RabbitMqBrokerArgs } from "./brokerArguments";
import { createBrokerCredentials } from "./brokerCredentials";
import { brokerNetworkPolicySpec } from "./brokerNetworkPolicy";
import { amqpPort, brokerServiceSpec, headlessServiceSpec } from "./brokerServices";
import { brokerSizes } from "./brokerSizes";
import { brokerStatefulSetSpec } from "./brokerStatefulSet";
import { createConnections } from "./connections";
import { definitionsData } from "./definitionsSecret";
import { commonLabels, ComponentLabel, selectorLabels } from "./labels";
import { throwOnProblems } from "./problems";
import { enabledPlugins, rabbitMqConf } from "./rabbitMqConf";
import { topologyJobSpec } from "./topologyJob";

/**
 * A RabbitMQ broker: one node or a cluster, with generated credentials, everything that is declared
 * on it, and one least-privilege user for each client. `connectionFor` gives the connection of a
 * client to a `QueueProducer` or a `QueueConsumer`.
 */
export class RabbitMqBroker extends pulumi.ComponentResource {
    /** The name by which pods of the cluster reach the broker. */
    public readonly host: pulumi.Output<string>;
    /** The AMQP port. */
    public readonly port: pulumi.Output<number>;
    /** The connection of each client, by the client's name. */
    public readonly connections: { [client: string]: AmqpConnection };
    /** The name of the Secret that holds the administrator's `username` and `password`. */
    public readonly administratorSecretName: pulumi.Output<string>;

    constructor(
        name: string,
        args: RabbitMqBrokerArgs = {},
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("queue-workloads:index:RabbitMqBroker", name, {}, opts);
        throwOnProblems(`RabbitMqBroker "${name}"`, brokerProblems(name, args));

        const settings = brokerDefaults(args);
        const { namespace, replicas } = settings;
        const child = { parent: this };
        const labels = commonLabels(name, ComponentLabel.Broker);
        const autonamed = { namespace, labels };
        const named = (objectName: string) => ({ name: objectName, namespace, labels });
        this.host = pulumi.interpolate`${name}.${namespace}.svc`;
        this.port = pulumi.output(amqpPort);

        const credentials = createBrokerCredentials(name, args, settings.administrator, this);
        const definitions = definitionsData(args, credentials.valid);
        const definitionsSecret = new Secret(
            `${name}-definitions`,
            { metadata: named(`${name}-definitions`), stringData: definitions.stringData },
            child,
        );
        const { result: cookie } = new RandomPassword(
            `${name}-erlang-cookie`,
            { length: 64, special: false },
            child,
        );
        const cookieSecret = new Secret(
            `${name}-erlang-cookie`,
            { metadata: autonamed, immutable: true, stringData: pulumi.secret({ cookie }) },
            child,
        );
        const administratorSecret = new Secret(
            `${name}-administrator`,
            {
                metadata: autonamed,
                immutable: true,
                stringData: administratorData(credentials.administrators, this.host),
            },
            child,
        );
        const configMap = new ConfigMap(
            `${name}-config`,
            {
                metadata: autonamed,
                immutable: true,
                data: {
                    "10-queue-workloads.conf": rabbitMqConf(
                        name,
                        replicas,
                        brokerSizes(settings.memoryMiB),
                    ),
                    enabled_plugins: enabledPlugins,
                },
            },
            child,
        );
        const serviceAccount = new ServiceAccount(
            name,
            { metadata: named(name), automountServiceAccountToken: false },
            child,
        );
        const headlessService = new Service(
            `${name}-nodes`,
            { metadata: named(`${name}-nodes`), spec: headlessServiceSpec(name) },
            child,
        );
        const networkPolicy = new NetworkPolicy(
            name,
            {
                metadata: named(name),
                spec: brokerNetworkPolicySpec(name, settings.monitoringNamespaces),
            },
            child,
        );
        if (replicas > 1) {
            new PodDisruptionBudget(
                name,
                {
                    metadata: named(name),
                    spec: {
                        maxUnavailable: 1,
                        unhealthyPodEvictionPolicy: "AlwaysAllow",
                        selector: { matchLabels: selectorLabels(name, ComponentLabel.Broker) },
                    },
                },
                child,
            );
        }

        const statefulSet = new StatefulSet(
            name,
            {
                metadata: named(name),
                spec: brokerStatefulSetSpec(settings, {
                    statefulSet: name,
                    headlessService: `${name}-nodes`,
                    serviceAccount: name,
                    definitionsSecret: `${name}-definitions`,
                    configMap: configMap.metadata.name,
                    cookieSecret: cookieSecret.metadata.name,
                }),
            },
            {
                ...child,
                dependsOn: [definitionsSecret, headlessService, serviceAccount, networkPolicy],
                // Kubernetes refuses to change it, and Pulumi would replace the brokers: volumes grow one by one.
                ignoreChanges: ["spec.volumeClaimTemplates"],
            },
        );
        const service = new Service(
            name,
            { metadata: named(name), spec: brokerServiceSpec(name) },
            child,
        );
        const topology = new Job(
            `${name}-topology`,
            {
                metadata: {
                    namespace,
                    labels: commonLabels(name, ComponentLabel.Topology),
                },
                spec: topologyJobSpec(name, {
                    image: settings.image,
                    serviceAccount: name,
                    definitionsSecret: `${name}-definitions`,
                    administratorSecret: administratorSecret.metadata.name,
                    definitionsSha256: definitions.sha256,
                }),
            },
            { ...child, dependsOn: [statefulSet, service, definitionsSecret] },
        );

        this.connections = createConnections(name, args, {
            credentials: credentials.valid,
            namespace,
            host: this.host,
            topology,
            parent: this,
        });
        this.administratorSecretName = administratorSecret.metadata.name;
        this.registerOutputs({
            host: this.host,
            port: this.port,
            connections: this.connections,
            administratorSecretName: this.administratorSecretName,
        });
    }

    /** The connection of one of the clients that the broker was declared with. */
    public connectionFor(client: string): AmqpConnection {
        const connection = this.connections[client];
        if (connection === undefined) {
            const names = Object.keys(this.connections).sort().join(", ") || "none";
            throw new Error(
                `connectionFor("${client}"): no such client; declared under clients: ${names}.`,
            );
        }
        return connection;
    }
}
