import type { Binding, Exchange, VirtualHost } from "../topology/arguments";
import { ExchangeType } from "../topology/arguments";
import type { Policy } from "../topology/policy";
import { PolicyTarget } from "../topology/policy";
import type { Queue } from "../topology/queue";
import { ownPolicyPriority } from "../topology/queuePolicies";
import type { ExportedDefinitions, ExportedExchange, ExportedPolicy } from "./exported";
import { importedQueue, isOfClients } from "./importedQueue";

export interface Imported<T> {
    declared: T;
    /** What a person has to look at, as sentences. */
    remarks: string[];
}

const ofRabbitMq = (name: string) => name === "" || name.startsWith("amq.");

/** What is declared in one virtual host. */
export function importedHost(
    definitions: ExportedDefinitions,
    virtualHost: string,
    quorum: boolean,
): Imported<VirtualHost> {
    const here = <T extends { vhost?: string }>(all: T[] = []) =>
        all.filter(({ vhost = virtualHost }) => vhost === virtualHost);
    const queues = importedQueues(here(definitions.queues), quorum);
    const exchanges = importedExchanges(here(definitions.exchanges));
    const bindings = importedBindings(
        here(definitions.bindings),
        queues.declared,
        exchanges.declared,
    );
    const policies = importedPolicies(here(definitions.policies));
    const of = <T extends object>(name: string, declared: T) =>
        Object.keys(declared).length > 0 ? { [name]: declared } : {};
    return {
        declared: {
            ...of("queues", queues.declared),
            ...of("exchanges", exchanges.declared),
            ...of("bindings", bindings.declared),
            ...of("policies", policies.declared),
        },
        remarks: [queues, exchanges, bindings, policies].flatMap(({ remarks }) => remarks),
    };
}

function importedQueues(
    exported: NonNullable<ExportedDefinitions["queues"]>,
    quorum: boolean,
): Imported<{ [name: string]: Queue }> {
    const declared: { [name: string]: Queue } = {};
    const remarks: string[] = [];
    for (const one of exported) {
        if (isOfClients(one)) {
            remarks.push(
                `queue ${one.name}: not durable, exclusive or deleted automatically, so its clients declare it (declares: true)`,
            );
            continue;
        }
        const imported = importedQueue(one, quorum);
        declared[one.name] = imported.queue;
        remarks.push(...imported.remarks.map((remark) => `queue ${one.name}: ${remark}`));
    }
    return { declared, remarks };
}

function importedExchanges(exported: ExportedExchange[]): Imported<{ [name: string]: Exchange }> {
    const declared: { [name: string]: Exchange } = {};
    const remarks: string[] = [];
    for (const { name, type, ...rest } of exported.filter((one) => !ofRabbitMq(one.name))) {
        const known = Object.values(ExchangeType).find((one) => String(one) === type);
        if (known === undefined) {
            remarks.push(
                `exchange ${name}: the type ${type} comes from a plugin and is left out; see additionalPlugins`,
            );
            continue;
        }
        if (rest.durable === false || rest.auto_delete === true) {
            remarks.push(
                `exchange ${name}: not durable or deleted automatically, so its clients declare it (declares: true)`,
            );
            continue;
        }
        declared[name] = known === ExchangeType.Topic ? {} : { type: known };
        remarks.push(
            ...Object.entries(rest.arguments ?? {}).map(
                ([argument, value]) =>
                    `exchange ${name}: argument ${argument}: ${JSON.stringify(value)} has no counterpart and is left out; a policy can say it`,
            ),
            ...(rest.internal
                ? [
                      `exchange ${name}: internal has no counterpart: clients may be given the right to publish to it`,
                  ]
                : []),
        );
    }
    return { declared, remarks };
}

function importedBindings(
    exported: NonNullable<ExportedDefinitions["bindings"]>,
    queues: { [name: string]: Queue },
    exchanges: { [name: string]: Exchange },
): Imported<{ [name: string]: Binding }> {
    const declared: { [name: string]: Binding } = {};
    const remarks: string[] = [];
    for (const { source, destination, destination_type, routing_key, ...rest } of exported) {
        if (source === "") {
            continue;
        }
        const what = `binding ${source} -> ${destination} (${JSON.stringify(routing_key)})`;
        const isKnown =
            destination_type === "queue" &&
            Object.hasOwn(queues, destination) &&
            Object.hasOwn(exchanges, source);
        if (!isKnown) {
            remarks.push(
                `${what}: left out, because it is not from a declared exchange to a declared queue`,
            );
            continue;
        }
        const given = Object.entries(rest.arguments ?? {});
        if (given.some(([, value]) => typeof value !== "string")) {
            remarks.push(`${what}: left out, because an argument is no text`);
            continue;
        }
        declared[`${destination}-${Object.keys(declared).length + 1}`] = {
            exchange: source,
            queue: destination,
            ...(routing_key !== "" && { routingKey: routing_key }),
            ...(given.length > 0 && {
                arguments: Object.fromEntries(given) as { [key: string]: string },
            }),
        };
    }
    return { declared, remarks };
}

function importedPolicies(exported: ExportedPolicy[]): Imported<{ [name: string]: Policy }> {
    const declared: { [name: string]: Policy } = {};
    const remarks: string[] = [];
    for (const { name, pattern, priority = 0, definition, ...rest } of exported) {
        const applyTo = Object.values(PolicyTarget).find((one) => String(one) === rest["apply-to"]);
        const kept = Object.entries(definition).filter(
            ([key]) => !/^ha-|^queue-(mode|master)/.test(key),
        );
        if (kept.length < Object.keys(definition).length) {
            remarks.push(
                `policy ${name}: mirroring and lazy queues are gone since RabbitMQ 4: quorum queues are replicated by themselves`,
            );
        }
        if (kept.length === 0) {
            continue;
        }
        const allowedPriority = Math.min(Math.max(priority, 0), ownPolicyPriority - 1);
        declared[name] = {
            pattern,
            applyTo: applyTo ?? PolicyTarget.All,
            ...(priority !== 0 && { priority: allowedPriority }),
            definition: Object.fromEntries(kept),
        };
        if (priority !== allowedPriority) {
            remarks.push(`policy ${name}: priority ${priority} becomes ${allowedPriority}`);
        }
    }
    return { declared, remarks };
}
