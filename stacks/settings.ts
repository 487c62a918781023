import type { z } from "zod";

import { brokerProblems, RabbitMqBrokerArgs } from "../components/brokerArguments";
import { Problem, throwOnProblems } from "../components/problems";
import { consumerProblems } from "../components/queueConsumer";
import { producerProblems } from "../components/queueProducer";
import { ClientArgs, TopologyArgs } from "../components/topology";
import { configurationValues } from "./configurationValues";
import { schemaProblems, withoutIssues } from "./schemaProblems";
import {
    Configuration,
    ConsumerConfiguration,
    ProducerConfiguration,
    settingsSchema,
} from "./settingsSchema";

/** A stack's configuration, checked as a whole and ready for the components. */
export interface Settings {
    kubeContext: string;
    kubeconfig?: string;
    namespace: string;
    createNamespace: boolean;
    broker: RabbitMqBrokerArgs;
    producers: { [name: string]: ProducerConfiguration };
    consumers: { [name: string]: ConsumerConfiguration };
}

export const brokerName = "rabbitmq";

/**
 * Reads a stack's configuration, given as Pulumi hands it over: `PROJECT:KEY` to text. Throws one
 * error that names the key of everything that is wrong, before any resource is registered.
 */
export function readSettings(project: string, config: { [key: string]: string }): Settings {
    const values = configurationValues(project, config);
    const parsed = settingsSchema.safeParse(values);
    const problems = parsed.success
        ? configurationProblems(parsed.data)
        : [
              ...schemaProblems(settingsSchema, parsed.error, values),
              ...remainingProblems(values, parsed.error),
          ];
    throwOnProblems(
        "The stack configuration",
        problems.map(({ path, reason }) => ({ path: `${project}:${path}`, reason })),
    );
    return toSettings(parsed.data!);
}

/** What else is wrong, as far as it can be told without the values that have a wrong shape. */
function remainingProblems(values: { [key: string]: unknown }, error: z.ZodError): Problem[] {
    const parsed = settingsSchema.safeParse(withoutIssues(values, error));
    return parsed.success ? configurationProblems(parsed.data) : [];
}

function toSettings(configuration: Configuration): Settings {
    const { kubeContext, kubeconfig, namespace, createNamespace } = configuration;
    const { producers, consumers } = configuration;
    const broker = { ...configuration.broker, ...topology(configuration) };
    return { kubeContext, kubeconfig, namespace, createNamespace, broker, producers, consumers };
}

/** Each workload is a client of its own name, with the rights that its queue or exchange asks for. */
function topology(configuration: Configuration): TopologyArgs {
    const { queues, exchanges, bindings, policies, virtualHosts } = configuration;
    const clients: { [name: string]: ClientArgs } = { ...configuration.clients };
    for (const [name, producer] of Object.entries(configuration.producers)) {
        const target = producer.queue ?? producer.exchange;
        clients[name] = {
            publishesTo: target === undefined ? [] : [target],
            ...rotation(producer),
        };
    }
    for (const [name, consumer] of Object.entries(configuration.consumers)) {
        clients[name] = { consumesFrom: [consumer.queue], ...rotation(consumer) };
    }
    return { queues, exchanges, bindings, policies, virtualHosts, clients };
}

function rotation({
    credentialVersion,
    revokePrevious,
}: ProducerConfiguration | ConsumerConfiguration) {
    return { credentialVersion, revokePrevious };
}

function configurationProblems(configuration: Configuration): Problem[] {
    const { broker, producers, consumers } = toSettings(configuration);
    return [
        ...duplicateProblems(configuration),
        ...brokerProblems(brokerName, broker).map((found) => ({
            ...found,
            path: brokerPath(found.path, configuration),
        })),
        ...Object.entries(producers).flatMap(([name, producer]) =>
            at(`producers.${name}`, producerProblems(name, { ...producer, connection: unchecked })),
        ),
        ...Object.entries(consumers).flatMap(([name, consumer]) =>
            at(`consumers.${name}`, consumerProblems(name, { ...consumer, connection: unchecked })),
        ),
    ];
}

/** The names of queues are checked once, by the broker: this connection allows any. */
const unchecked = { secretName: "" };

function at(path: string, problems: Problem[]): Problem[] {
    return problems
        .filter((found) => found.path !== "name")
        .map((found) => ({ ...found, path: `${path}.${found.path}` }));
}

/** Where in the configuration an argument of the broker comes from. */
function brokerPath(path: string, { producers, consumers }: Configuration): string {
    const [first = "", name = "", field] = path.split(".");
    if (first === "clients" && name in producers) {
        const target = producers[name]?.exchange === undefined ? "queue" : "exchange";
        return `producers.${name}${field === "publishesTo" ? `.${target}` : suffix(field)}`;
    }
    if (first === "clients" && name in consumers) {
        return `consumers.${name}${field === "consumesFrom" ? ".queue" : suffix(field)}`;
    }
    const ownKeys = ["queues", "exchanges", "bindings", "policies", "virtualHosts", "clients"];
    return ownKeys.includes(first) ? path : `broker.${path}`;
}

function suffix(field: string | undefined): string {
    return field === undefined ? "" : `.${field}`;
}

/** A client, a producer and a consumer of one name would share one user. */
function duplicateProblems({ clients = {}, producers, consumers }: Configuration): Problem[] {
    const taken = [...Object.keys(clients), ...Object.keys(producers)];
    const twice = [
        ...Object.keys(producers)
            .filter((name) => name in clients)
            .map((name) => `producers.${name}`),
        ...Object.keys(consumers)
            .filter((name) => taken.includes(name))
            .map((name) => `consumers.${name}`),
    ];
    return twice.map((path) => ({
        path,
        reason: "has the name of another client; allowed: a name of its own. Rename one of them.",
    }));
}
