import * as pulumi from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import type { BrokerAccess } from "../connection/brokerAccess";
import { judgedInputs } from "../judgedInputs";
import { claimProblems } from "../kubernetes/claims";
import { commonLabels, ComponentLabel } from "../kubernetes/labels";
import { createMonitoring } from "../monitoring/monitoring";
import { throwOnProblems } from "../problems";
import { describeAccess } from "./access";
import type { RabbitMqBrokerArgs } from "./arguments";
import { amqp, management, prometheus } from "./clientProtocols";
import { createClientSecrets, createConnections } from "./connections";
import { brokerContext } from "./context";
import { createBrokerCredentials } from "./credentials";
import { definitionsData } from "./definitionsSecret";
import { linkParameters } from "./links";
import { metricsEndpoint } from "./metricsEndpoint";
import { createBrokerNodes } from "./nodes";
import { brokerObjects, tenantObjects } from "./objects";
import { brokerPlace, placeGuard, withHooks } from "./place";
import { portOf } from "./ports";
import { brokerProblems } from "./problems";
import { createReconciler } from "./reconcilerObjects";
import { createBrokerSecrets } from "./secrets";
import { createBrokerService } from "./services";
import {
    createTenantCredentials,
    createTenantSecrets,
    describeTenants,
    tenantDefinitions,
} from "./tenants";
import { createTopologyJob } from "./topologyJob";

/**
 * A RabbitMQ broker: one node or a cluster, with generated credentials, everything that is declared
 * on it, and one least-privilege user for each client. `connectionFor` gives the connection of a
 * client to a `QueueProducer` or a `QueueConsumer`.
 */
export class RabbitMqBroker extends pulumi.ComponentResource {
    /** The name by which pods of the cluster reach the broker. */
    public readonly host: pulumi.Output<string>;
    /** The AMQP port: that with TLS where there is `tls`. */
    public readonly port: pulumi.Output<number>;
    /** The namespace that all of it lives in. */
    public readonly namespace: pulumi.Output<string>;
    /** The name of the Service that clients inside the cluster use. */
    public readonly serviceName: pulumi.Output<string>;
    /** The name of the StatefulSet that runs the nodes. */
    public readonly statefulSetName: pulumi.Output<string>;
    /** Where pods of `monitoringNamespaces` reach the management page and its API. */
    public readonly managementUrl: pulumi.Output<string>;
    /** The port on which each node serves its metrics: that with TLS where there is `tls`. */
    public readonly metricsPort: pulumi.Output<number>;
    /** The connection of each client, by the client's name. */
    public readonly connections: { [client: string]: AmqpConnection };
    /** The name of the Secret that holds the administrator's `username` and `password`. */
    public readonly administratorSecretName: pulumi.Output<string>;
    /** What a `RabbitMqTopology` needs to declare what is a team's own, in this stack or in another. */
    public readonly brokerAccess: BrokerAccess;
    /** What the `RabbitMqTopology` of each tenant needs, by the tenant's name. */
    public readonly tenants: { [virtualHost: string]: BrokerAccess };

    constructor(
        name: string,
        args: RabbitMqBrokerArgs = {},
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super(
            "queue-workloads:index:RabbitMqBroker",
            name,
            brokerPlace(args),
            withHooks(opts, placeGuard(name)),
        );
        const what = `RabbitMqBroker "${name}"`;
        throwOnProblems(what, brokerProblems(name, args));

        const judged = judgedInputs(what, args, (known) => brokerProblems(name, known));
        const context = brokerContext(name, judged, this);
        const { namespace } = context.settings;
        throwOnProblems(what, [
            ...claimProblems(this, what, namespace, brokerObjects(context)),
            ...Object.entries(context.settings.tenants).flatMap(([virtualHost, tenant]) =>
                claimProblems(
                    this,
                    what,
                    tenant.namespace,
                    tenantObjects(name, virtualHost, tenant),
                ),
            ),
        ]);
        this.host = pulumi.interpolate`${name}.${namespace}.svc`;
        this.port = pulumi.output(portOf(amqp, context.settings).number);
        this.namespace = pulumi.output(namespace);
        this.metricsPort = pulumi.output(portOf(prometheus, context.settings).number);
        const page = portOf(management, context.settings);
        this.managementUrl = pulumi.interpolate`${page.scheme}://${this.host}:${page.number}`;

        const credentials = createBrokerCredentials(name, context.settings, this);
        const tenants = createTenantCredentials(context);
        const definitions = definitionsData(
            name,
            [
                { topology: context.settings.topology, users: credentials.valid },
                ...tenantDefinitions(tenants, credentials.valid),
            ],
            linkParameters(context.settings),
        );
        const secrets = createBrokerSecrets(context, this.host, credentials, definitions);
        const reconciler = createReconciler({
            name,
            jobName: name,
            metadata: { namespace, labels: commonLabels(name, ComponentLabel.Topology) },
            parent: this,
        });
        const statefulSet = createBrokerNodes(context, secrets, this.host, reconciler);
        const service = createBrokerService(context);
        this.statefulSetName = statefulSet.metadata.name;
        this.serviceName = service.metadata.name;
        const topology = createTopologyJob(context, secrets, reconciler, [
            statefulSet,
            service,
            ...createClientSecrets(context, credentials.valid, this.host),
            ...createTenantSecrets(context, tenants, this.host),
        ]);

        const { monitoring, replicas } = context.settings;
        if (monitoring) {
            createMonitoring(
                {
                    name,
                    replicas,
                    metadata: context.autonamed,
                    endpoint: metricsEndpoint(context.settings, this.host),
                    parent: this,
                },
                monitoring,
            );
        }

        this.connections = createConnections(context, credentials.valid, this.host, topology);
        this.administratorSecretName = secrets.administrator.metadata.name;
        this.brokerAccess = describeAccess(context, this.host, {
            namespace,
            administratorSecretName: this.administratorSecretName,
        });
        this.tenants = describeTenants(context, this.host, topology);
        this.registerOutputs({
            host: this.host,
            port: this.port,
            namespace: this.namespace,
            serviceName: this.serviceName,
            statefulSetName: this.statefulSetName,
            managementUrl: this.managementUrl,
            metricsPort: this.metricsPort,
            connections: this.connections,
            administratorSecretName: this.administratorSecretName,
            brokerAccess: this.brokerAccess,
            tenants: this.tenants,
        });
    }

    /** The connection of one of the clients that the broker was declared with. */
    public connectionFor(client: string): AmqpConnection {
        const connection = this.connections[client];
        if (connection === undefined || !Object.hasOwn(this.connections, client)) {
            const names = Object.keys(this.connections).sort().join(", ") || "none";
            throw new Error(
                `connectionFor("${client}"): no such client; declared under clients: ${names}.`,
            );
        }
        return connection;
    }
}
