import type { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { Secret, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { defaultBrokerImage } from "../broker/arguments";
import type { LocalBrokerCredential } from "../broker/credentials";
import { createLocalCredentials } from "../broker/credentials";
import { definitionsData } from "../broker/definitionsSecret";
import { clientSecretName } from "../broker/objects";
import { withHooks } from "../broker/place";
import { createReconciler } from "../broker/reconcilerObjects";
import { createReconcilerJobs, topologyDeadlineSeconds } from "../broker/topologyJob";
import type { AmqpConnection } from "../connection/amqpConnection";
import type { BrokerAccess } from "../connection/brokerAccess";
import { brokerAccessDefaults } from "../connection/brokerAccess";
import { judgedInputs } from "../judgedInputs";
import { claimProblems } from "../kubernetes/claims";
import { throwOnProblems } from "../problems";
import { teamOwner } from "../topology/marks";
import { credentials, usersIn } from "../topology/users";
import type { RabbitMqTopologyArgs, TeamSettings } from "./arguments";
import { teamDefaults } from "./arguments";
import { createTeamClientSecrets, createTeamConnections } from "./connections";
import type { TeamContext } from "./context";
import { teamContext } from "./context";
import { teamGuard, teamRecord } from "./guard";
import { createAccessPolicy } from "./networkPolicies";
import { teamPod } from "./pod";
import { checkedTeam } from "./problems";
import { declaredTopology } from "./tenant";

/**
 * What a team declares for itself on a broker that others run: a virtual host of its own, with queues, exchanges,
 * bindings, policies, and one least-privilege user for each client. The Jobs that declare it run where the broker's
 * administrator has its Secret, so the team has to be trusted with that namespace.
 */
export class RabbitMqTopology extends pulumi.ComponentResource {
    /** The virtual host that all of it is in. */
    public readonly virtualHost: pulumi.Output<string>;
    /** The namespace of the clients' Secrets. */
    public readonly namespace: pulumi.Output<string>;
    /** The connection of each client, by the client's name. */
    public readonly connections: pulumi.Output<{ [client: string]: AmqpConnection }>;

    constructor(name: string, args: RabbitMqTopologyArgs, opts?: pulumi.ComponentResourceOptions) {
        const checked = checkedTeam(name, args);
        super(
            "queue-workloads:index:RabbitMqTopology",
            name,
            teamRecord(checked.settings),
            withHooks(opts, teamGuard(name, checked.settings)),
        );
        const what = `RabbitMqTopology "${name}"`;
        throwOnProblems(what, checked.problems);
        const { namespace } = checked.settings;
        throwOnProblems(
            what,
            claimProblems(this, what, namespace, secretNames(name, checked.settings)),
        );

        const judged = judgedInputs(what, args, (known) => checkedTeam(name, known).problems);
        const settings = teamDefaults(name, judged);
        const complete = (access: BrokerAccess) => brokerAccessDefaults(access, defaultBrokerImage);
        const context = teamContext(name, settings, judged.broker, complete, this);
        const users = createLocalCredentials(
            name,
            settings.namespace,
            usersIn(settings.virtualHost, settings.topology.clients),
            this,
        );
        const { reconciler, networkPolicy } = createReconciler({
            name,
            jobName: context.jobName,
            metadata: context.besideBroker,
            parent: this,
        });
        const networkPolicies = [networkPolicy, ...createAccessPolicy(context, judged.broker)];
        const objects = createJobObjects(context, users, reconciler);
        const secrets = createTeamClientSecrets(context, users);
        const job = createReconcilerJobs(
            { name: context.jobName, autonamed: context.besideBroker, settings: {} },
            {
                resourceName: `${name}-topology`,
                cronJobName: context.jobName,
                parent: this,
                deadlineSeconds: topologyDeadlineSeconds(settings.topology),
                minutes: 5,
                podFor: (task) => context.from((access) => teamPod(task, context, access, objects)),
                dependsOn: [...networkPolicies, ...secrets, objects.account],
                networkPolicies,
            },
        );

        this.virtualHost = pulumi.output(settings.virtualHost);
        this.namespace = pulumi.output(settings.namespace);
        this.connections = createTeamConnections(context, job);
        this.registerOutputs({
            virtualHost: this.virtualHost,
            namespace: this.namespace,
            connections: this.connections,
        });
    }

    /** The connection of one of the clients that the topology was declared with. */
    public connectionFor(client: string): pulumi.Output<AmqpConnection> {
        return this.connections.apply<AmqpConnection>((connections) => {
            const connection = connections[client];
            if (connection === undefined || !Object.hasOwn(connections, client)) {
                const names = Object.keys(connections).sort().join(", ") || "none";
                throw new Error(
                    `connectionFor("${client}"): no such client; declared under clients: ${names}.`,
                );
            }
            return connection;
        });
    }
}

/** What the Jobs mount, beside the broker: hashes of passwords, and no password. */
function createJobObjects(
    { name, jobName, settings, from, besideBroker: metadata, parent }: TeamContext,
    users: LocalBrokerCredential[],
    reconciler: ConfigMap,
) {
    const owner = teamOwner(settings.virtualHost);
    const topology = from((access) => declaredTopology(settings, access));
    const { topology: data } = definitionsData(owner, [{ topology, users }]);
    const child = { parent };
    const definitions = new Secret(`${name}-topology`, { metadata, immutable: true, data }, child);
    const account = new ServiceAccount(
        `${name}-topology`,
        { metadata: { ...metadata, name: jobName }, automountServiceAccountToken: false },
        child,
    );
    return {
        definitions: definitions.metadata.name,
        reconciler: reconciler.metadata.name,
        account,
    };
}

function secretNames(name: string, { topology }: TeamSettings): string[] {
    return Object.entries(topology.clients)
        .flatMap(([client, rotation]) => credentials(client, rotation))
        .map(({ username }) => `Secret ${clientSecretName(name, username)}`);
}
