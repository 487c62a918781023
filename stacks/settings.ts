import type { RabbitMqBrokerArgs } from "../components/broker/arguments";
import { brokerProblems } from "../components/broker/problems";
import type { Problem } from "../components/problems";
import { throwOnProblems } from "../components/problems";
import { consumerTimeouts } from "../components/topology/consumerTimeouts";
import { virtualHostDefaults, virtualHostOf } from "../components/topology/defaults";
import { streams } from "../components/topology/streams";
import { consumerProblems } from "../components/workload/queueConsumer";
import { producerProblems } from "../components/workload/queueProducer";
import { configurationValues } from "./configurationValues";
import { outageProblems } from "./outageProblems";
import { schemaProblems, withoutIssues } from "./schemaProblems";
import type { Configuration, ConsumerConfiguration, ProducerConfiguration } from "./settingsSchema";
import { partialSettingsSchema, settingsSchema, takesText } from "./settingsSchema";
import type { ClientRights } from "./topologySchema";
import { topologyKeys } from "./topologySchema";
import { pathInEntry, withoutRights, workloadClients } from "./workloadClients";

/** A stack's configuration, checked as a whole and ready for the components. */
export interface Settings {
    kubeContext: string;
    kubeconfig?: string;
    namespace: string;
    createNamespace: boolean;
    broker: RabbitMqBrokerArgs;
    producers: { [name: string]: Omit<ProducerConfiguration, keyof ClientRights> };
    consumers: { [name: string]: Omit<ConsumerConfiguration, keyof ClientRights> };
}

export const brokerName = "rabbitmq";

/**
 * Reads a stack's configuration, given as Pulumi hands it over: `PROJECT:KEY` to text. Throws one
 * error that names the key of everything that is wrong, before any resource is registered.
 */
export function readSettings(project: string, config: { [key: string]: string }): Settings {
    const values = configurationValues(project, config, takesText);
    const parsed = settingsSchema.safeParse(values);
    const problems = parsed.success
        ? configurationProblems(parsed.data)
        : [
              ...schemaProblems(settingsSchema, parsed.error, values),
              ...remainingProblems(withoutIssues(values, parsed.error)),
          ];
    throwOnProblems(
        "The stack configuration",
        problems.map(({ path, reason }) => ({ path: `${project}:${path}`, reason })),
    );
    return toSettings(parsed.data!);
}

/** What else is wrong, as far as it can be told without the values that have a wrong shape. */
function remainingProblems(values: { [key: string]: unknown }): Problem[] {
    const parsed = partialSettingsSchema.safeParse(values);
    return parsed.success
        ? configurationProblems(parsed.data)
        : remainingProblems(withoutIssues(values, parsed.error));
}

function toSettings(configuration: Configuration): Settings {
    const { kubeContext, kubeconfig, namespace, createNamespace, ...rest } = configuration;
    const { broker: nodes, producers, consumers, ...declared } = rest;
    const broker = {
        ...nodes,
        ...declared,
        clients: { ...configuration.clients, ...workloadClients(configuration) },
        autoscaler: autoscaler(configuration),
    };
    return {
        ...{ kubeContext, kubeconfig, namespace, createNamespace, broker },
        producers: withoutRights(producers),
        consumers: withoutRights(consumers),
    };
}

/** A consumer's `autoscaling` is enough: what it needs of the broker follows from it. */
function autoscaler({ broker, consumers }: Configuration): RabbitMqBrokerArgs["autoscaler"] {
    const isNeeded = Object.values(consumers).some(({ autoscaling }) => autoscaling !== undefined);
    return broker.autoscaler ?? (isNeeded ? {} : undefined);
}

function configurationProblems(configuration: Configuration): Problem[] {
    const { broker, producers, consumers } = toSettings(configuration);
    return [
        ...duplicateProblems(configuration),
        ...[
            ...brokerProblems(brokerName, broker),
            ...outageProblems(brokerName, broker, configuration.consumers),
        ].map((found) => ({
            ...found,
            path: brokerPath(found, configuration),
        })),
        ...Object.entries(producers).flatMap(([name, producer]) =>
            at(
                `producers.${name}`,
                producerProblems(name, {
                    ...producer,
                    connection: connectionTo(broker, configuration.producers[name]!),
                }),
            ),
        ),
        ...Object.entries(consumers).flatMap(([name, consumer]) =>
            at(
                `consumers.${name}`,
                consumerProblems(name, {
                    ...consumer,
                    connection: connectionTo(broker, configuration.consumers[name]!),
                }),
            ),
        ),
    ];
}

/** The names of queues are checked once, by the broker: this connection allows any. */
function connectionTo(broker: RabbitMqBrokerArgs, { virtualHost }: ProducerConfiguration) {
    const host = virtualHostDefaults(virtualHostOf(broker, virtualHost));
    return {
        secretName: "",
        consumerTimeouts: consumerTimeouts(host),
        autoscaler: { secretName: "", streams: streams(host) },
    };
}

function at(path: string, problems: Problem[]): Problem[] {
    return problems
        .filter((found) => found.path !== "name")
        .map((found) => ({ ...found, path: `${path}.${found.path}` }));
}

/** Where in the configuration an argument of the broker comes from. */
function brokerPath({ path, reason }: Problem, configuration: Configuration): string {
    const [first = "", name = "", ...field] = path.split(".");
    const inEntry =
        first === "clients" ? pathInEntry(configuration, name, field.join("."), reason) : undefined;
    return inEntry ?? (topologyKeys.includes(first) ? path : `broker.${path}`);
}

/** A client, a producer and a consumer of one name would share one user, and its Service with the broker. */
function duplicateProblems({ clients = {}, producers, consumers }: Configuration): Problem[] {
    const ofBroker = [brokerName, `${brokerName}-nodes`, `${brokerName}-topology`];
    const workloads = [
        ...Object.keys(producers).map((name) => [name, `producers.${name}`] as const),
        ...Object.keys(consumers).map((name) => [name, `consumers.${name}`] as const),
    ];
    const taken = new Set(Object.keys(clients));
    return workloads.flatMap(([name, path]) => {
        const whose = ofBroker.includes(name) ? "the broker" : taken.has(name) && "another client";
        taken.add(name);
        const reason = `has the name of ${whose}; allowed: a name of its own. Rename one of them.`;
        return whose ? [{ path, reason }] : [];
    });
}
