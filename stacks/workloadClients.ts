import type { Client } from "../components/topology/client";
import { consumedQueues } from "../components/workload/consumedQueues";
import { frameworks } from "../components/workload/frameworks/catalogue";
import type { Configuration, ConsumerConfiguration, ProducerConfiguration } from "./settingsSchema";
import type { ClientRights } from "./topologySchema";
import { clientRights } from "./topologySchema";

type Workloads = Pick<Configuration, "producers" | "consumers">;

/** Each workload is a client of its own name, with the rights that its entry asks for. */
export function workloadClients({ producers, consumers }: Workloads): { [name: string]: Client } {
    const clients: { [name: string]: Client } = {};
    for (const [name, producer] of Object.entries(producers)) {
        clients[name] = {
            ...rightsOf(producer),
            publishesTo: union(named(targets(producer)), producer.publishesTo),
        };
    }
    for (const [name, consumer] of Object.entries(consumers)) {
        const habits = consumer.framework && frameworks[consumer.framework];
        const queues = consumedQueues(consumer);
        const published = habits?.publishesTo?.(queues) ?? [];
        const consumed = habits?.consumesFrom?.(queues) ?? [];
        clients[name] = {
            ...rightsOf(consumer),
            publishesTo: union(
                [...named(resultTargets(consumer)), ...published],
                consumer.publishesTo,
            ),
            consumesFrom: union([...named(sources(consumer)), ...consumed], consumer.consumesFrom),
        };
    }
    return clients;
}

/** What entries say of the workloads themselves, without what they say of their clients. */
export function withoutRights<T extends object>(entries: {
    [name: string]: T;
}): {
    [name: string]: Omit<T, keyof ClientRights>;
} {
    const ofWorkload = (entry: T) =>
        Object.fromEntries(Object.entries(entry).filter(([key]) => !(key in clientRights))) as T;
    return Object.fromEntries(
        Object.entries(entries).map(([name, entry]) => [name, ofWorkload(entry)]),
    );
}

function rightsOf(workload: ProducerConfiguration | ConsumerConfiguration): Client {
    const { virtualHost, publishesTo, consumesFrom, receivesReplies, repliesTo, mqtt } = workload;
    const { certificateSecretName } = workload;
    // What a framework uses, it declares when it starts.
    const { declares = workload.framework && true } = workload;
    const { credentialVersion, revokePrevious, passwordSecret } = workload;
    return {
        ...{ virtualHost, publishesTo, consumesFrom, declares, receivesReplies, repliesTo, mqtt },
        certificateSecretName,
        ...{ credentialVersion, revokePrevious, passwordSecret },
    };
}

/** The names that an entry has for what it publishes to and consumes from, each under its path in the entry. */
type Named = [path: string, name: string | undefined][];

const targets = ({ queue, exchange }: ProducerConfiguration): Named => [
    ["queue", queue],
    ["exchange", exchange],
];

const resultTargets = ({ results }: ConsumerConfiguration): Named => [
    ["results.queue", results?.queue],
    ["results.exchange", results?.exchange],
];

const sources = ({ queue, queues = [] }: ConsumerConfiguration): Named => [
    ["queue", queue],
    ...queues.map((name): Named[number] => ["queues", name]),
];

/** Where an entry says what its client's field says, for a problem with one of the names in it. */
export function pathInEntry(
    { producers, consumers }: Workloads,
    name: string,
    field: string,
    reason: string,
): string | undefined {
    const producer = Object.hasOwn(producers, name) ? producers[name] : undefined;
    const consumer = Object.hasOwn(consumers, name) ? consumers[name] : undefined;
    const kind = producer ? "producers" : "consumers";
    if (producer === undefined && consumer === undefined) {
        return undefined;
    }
    const fields: { [field: string]: Named } = {
        publishesTo: producer ? targets(producer) : resultTargets(consumer!),
        consumesFrom: producer ? [] : sources(consumer!),
    };
    const [first, ...rest] = field.split(".");
    const within = fields[first!]?.find(
        ([, given]) => given !== undefined && reason.startsWith(`is ${JSON.stringify(given)};`),
    );
    const own = [within?.[0] ?? first, ...rest].filter((part) => part !== "");
    return [kind, name, ...own].join(".");
}

function named(names: Named): string[] {
    return names.flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/** Nothing where an entry names nothing, so that the default counts. */
function union(names: string[], more: string[] = []): string[] | undefined {
    const all = [...new Set([...names, ...more])];
    return all.length === 0 ? undefined : all;
}
