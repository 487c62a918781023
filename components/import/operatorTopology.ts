import { defaultVirtualHost } from "../topology/defaults";
import type { ExportedDefinitions } from "./exported";
import type { Manifest } from "./manifest";
import { joined, nameOf } from "./manifest";

/** The fields of RabbitMQ's topology operator's kinds that are read here. */
interface Spec {
    name?: string;
    vhost?: string;
    type?: string;
    durable?: boolean;
    autoDelete?: boolean;
    arguments?: { [key: string]: unknown };
    source?: string;
    destination?: string;
    destinationType?: string;
    routingKey?: string;
    tags?: string[];
    limits?: { connections?: number; channels?: number; queues?: number };
    user?: string;
    userReference?: { name: string };
    permissions?: { configure?: string; write?: string; read?: string; exchange?: string };
    pattern?: string;
    applyTo?: string;
    priority?: number;
    definition?: { [key: string]: unknown };
    defaultQueueType?: string;
    partitions?: number;
}

type Reader = (spec: Spec, manifest: Manifest, all: Manifest[]) => ExportedDefinitions;

/** By the names of the kinds. https://www.rabbitmq.com/kubernetes/operator/using-topology-operator */
const readers: { [kind: string]: Reader } = {
    Vhost: ({ name = "" }) => ({ vhosts: [{ name }] }),
    Queue: (spec, _, all) => ({ queues: [queue(spec, all)] }),
    Exchange: ({ type = "direct", ...spec }) => ({
        exchanges: [{ ...declared(spec), type, durable: spec.durable ?? false }],
    }),
    Binding: ({ source = "", destination = "", ...spec }) => ({
        bindings: [
            {
                ...{ vhost: hostOf(spec), source, destination, arguments: spec.arguments },
                destination_type: spec.destinationType ?? "queue",
                routing_key: spec.routingKey ?? "",
            },
        ],
    }),
    User: ({ tags, limits = {} }, manifest) => ({
        users: [
            {
                ...{ name: nameOf(manifest), tags },
                limits: {
                    ...(limits.connections !== undefined && {
                        "max-connections": limits.connections,
                    }),
                    ...(limits.channels !== undefined && { "max-channels": limits.channels }),
                },
            },
        ],
    }),
    Permission: (spec, _, all) => {
        const { configure = "", write = "", read = "" } = spec.permissions ?? {};
        const user = userOf(spec, all);
        return { permissions: [{ user, vhost: hostOf(spec), configure, write, read }] };
    },
    TopicPermission: (spec, _, all) => {
        const { exchange = "", write = "" } = spec.permissions ?? {};
        const user = userOf(spec, all);
        return { topic_permissions: [{ user, vhost: hostOf(spec), exchange, write }] };
    },
    Policy: ({ name = "", pattern = "", definition = {}, priority, ...spec }) => ({
        policies: [
            {
                ...{ name, vhost: hostOf(spec), pattern, definition, priority },
                "apply-to": spec.applyTo ?? "all",
            },
        ],
    }),
};

/** What a person writes instead of what is not read. */
const instead: { [kind: string]: (spec: Spec) => string } = {
    OperatorPolicy: () => "set it with rabbitmqctl set_operator_policy",
    Federation: () => "say it under federationUpstreams",
    Shovel: () => "say it under shovels",
    SchemaReplication: () => "it is a feature of the commercial RabbitMQ",
    SuperStream: ({ name, partitions }) =>
        `say queues: { ${name}: { type: stream, partitions: ${partitions ?? 3} } }`,
};

const group = "rabbitmq.com/";

/** Whether it is one of the topology operator's kinds. */
export function isDeclared({ apiVersion, kind }: Manifest): boolean {
    return apiVersion.startsWith(group) && (Object.hasOwn(readers, kind) || kind in instead);
}

/** What the objects of RabbitMQ's topology operator declare, as an export of the broker would have it. */
export function operatorTopology(all: Manifest[]): {
    definitions: ExportedDefinitions;
    remarks: string[];
} {
    const read = all.filter(({ kind }) => Object.hasOwn(readers, kind));
    const users = [...new Set(read.flatMap((one) => namedUser(one, all)))];
    return {
        definitions: joined([
            ...read.map((one) => readers[one.kind]!(one.spec ?? {}, one, all)),
            { users: users.map((name) => ({ name })) },
        ]),
        remarks: [
            ...all
                .filter(({ kind }) => Object.hasOwn(instead, kind))
                .map(
                    (one) =>
                        `${one.kind} ${nameOf(one)}: left out: ${instead[one.kind]!(one.spec ?? {})}`,
                ),
            ...all
                .filter(({ kind, spec }) => kind === "Vhost" && spec?.["limits"] !== undefined)
                .map(
                    (one) =>
                        `Vhost ${nameOf(one)}: its limits are left out: a RabbitMqTopology or a tenant has maxConnections and maxQueues`,
                ),
        ],
    };
}

function hostOf({ vhost }: Spec): string {
    return vhost ?? defaultVirtualHost;
}

function declared({ name = "", autoDelete = false, ...spec }: Spec) {
    return { name, vhost: hostOf(spec), auto_delete: autoDelete, arguments: spec.arguments ?? {} };
}

function queue(spec: Spec, all: Manifest[]) {
    const host = all.find(
        ({ kind, spec: other }) => kind === "Vhost" && other?.["name"] === spec.vhost,
    );
    const { arguments: given, ...rest } = declared(spec);
    const ofHost = (host?.spec as Spec | undefined)?.defaultQueueType;
    const type = spec.type || (given["x-queue-type"] as string | undefined) || ofHost;
    return {
        ...rest,
        // Replicated ones are durable whatever is said.
        durable: spec.durable ?? ["quorum", "stream"].includes(type ?? ""),
        arguments: { ...given, ...(type !== undefined && { "x-queue-type": type }) },
    };
}

/** A user is known by its object. The broker has it under a name that the operator made, or a Secret says. */
function userOf({ user = "", userReference }: Spec, all: Manifest[]): string {
    const object = all.find(
        ({ kind, status }) => kind === "User" && user !== "" && status?.["username"] === user,
    );
    return userReference?.name ?? (object ? nameOf(object) : user);
}

/** A user with a permission and without an object of its own was made by hand. */
function namedUser({ kind, spec = {} }: Manifest, all: Manifest[]): string[] {
    if (!kind.endsWith("Permission")) {
        return [];
    }
    const user = userOf(spec, all);
    return all.some((one) => one.kind === "User" && nameOf(one) === user) ? [] : [user];
}
