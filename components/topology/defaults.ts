import type { Binding, Exchange, TopologyArgs, VirtualHost } from "./arguments";
import { ExchangeType } from "./arguments";
import type { Client, MqttTopics, PasswordSecret, Rotation } from "./client";
import type { OperatorPolicy, Policy } from "./policy";
import { PolicyTarget } from "./policy";
import type { DelayedRetry, Queue } from "./queue";
import { DelayedRetryType, QueueType } from "./queue";

export const defaultVirtualHost = "/";

type Completed<T, Field extends keyof T> = T & Required<Pick<T, Field>>;

export interface QueueSettings extends Completed<
    Omit<Queue, "delayedRetry">,
    "type" | "deadLetterQueue" | "deadLetterAtLeastOnce" | "singleActiveConsumer"
> {
    delayedRetry?: Required<DelayedRetry>;
}

export type ExchangeSettings = Required<Exchange>;
export type BindingSettings = Required<Binding>;
export type PolicySettings = Required<Policy>;
export type PasswordSecretSettings = Required<PasswordSecret>;

export type RotationSettings = Required<Omit<Rotation, "passwordSecret">> & {
    passwordSecret: PasswordSecretSettings | undefined;
};

export type ClientSettings = RotationSettings &
    Completed<
        Omit<Client, "mqtt" | "passwordSecret">,
        | "virtualHost"
        | "publishesTo"
        | "consumesFrom"
        | "routingKeys"
        | "declares"
        | "receivesReplies"
        | "repliesTo"
    > & { mqtt?: Required<MqttTopics> };

export interface VirtualHostLimits {
    maxConnections: number | undefined;
    maxQueues: number | undefined;
}

export interface VirtualHostSettings {
    queues: { [name: string]: QueueSettings };
    exchanges: { [name: string]: ExchangeSettings };
    bindings: { [name: string]: BindingSettings };
    policies: { [name: string]: PolicySettings };
    /** Absent where nobody limits it from here. */
    limits?: VirtualHostLimits;
    /** What its queues are held to, whatever is declared for them. */
    operatorPolicies?: { [name: string]: PolicySettings };
}

/** All that is declared on a broker, with every default filled in. */
export interface TopologySettings {
    /** Every virtual host, a broker's `/` first. */
    virtualHosts: { [name: string]: VirtualHostSettings };
    clients: { [name: string]: ClientSettings };
    deleteUnused: boolean;
}

export function topologyDefaults(args: TopologyArgs): TopologySettings {
    const { queues, exchanges, bindings, policies, virtualHosts, clients } = args;
    return {
        virtualHosts: {
            [defaultVirtualHost]: virtualHostDefaults({ queues, exchanges, bindings, policies }),
            ...each(virtualHosts, virtualHostDefaults),
        },
        clients: each(clients, clientDefaults),
        deleteUnused: args.deleteUnused ?? false,
    };
}

/** What is declared in one virtual host; nothing where it is not there, which is refused. */
export function virtualHostOf(
    { virtualHosts, queues, exchanges, bindings, policies }: TopologyArgs,
    name = defaultVirtualHost,
): VirtualHost {
    return name === defaultVirtualHost
        ? { queues, exchanges, bindings, policies }
        : virtualHosts && Object.hasOwn(virtualHosts, name)
          ? virtualHosts[name]!
          : {};
}

export function virtualHostDefaults(args: VirtualHost): VirtualHostSettings {
    return {
        queues: each(args.queues, queueDefaults),
        exchanges: each(args.exchanges, ({ type = ExchangeType.Topic }) => ({ type })),
        bindings: each(args.bindings, (binding) => ({
            ...binding,
            routingKey: binding.routingKey ?? "",
            arguments: binding.arguments ?? {},
        })),
        policies: each(args.policies, policyDefaults),
    };
}

function policyDefaults(policy: Policy): PolicySettings {
    return {
        ...policy,
        applyTo: policy.applyTo ?? PolicyTarget.Queues,
        priority: policy.priority ?? 0,
    };
}

export function operatorPolicyDefaults({
    pattern = ".*",
    ...policy
}: OperatorPolicy): PolicySettings {
    return policyDefaults({ pattern, ...policy });
}

export function queueDefaults(args: Queue): QueueSettings {
    const type = args.type ?? QueueType.Quorum;
    return {
        ...args,
        type,
        deadLetterQueue:
            args.deadLetterQueue ??
            (type !== QueueType.Stream && args.deadLetterExchange === undefined),
        deadLetterAtLeastOnce: args.deadLetterAtLeastOnce ?? false,
        singleActiveConsumer: args.singleActiveConsumer ?? false,
        delayedRetry: args.delayedRetry && {
            type: args.delayedRetry.type ?? DelayedRetryType.Failed,
            minSeconds: args.delayedRetry.minSeconds,
            maxSeconds: args.delayedRetry.maxSeconds ?? 10 * args.delayedRetry.minSeconds,
        },
    };
}

export function clientDefaults({ mqtt, ...args }: Client): ClientSettings {
    return {
        ...args,
        ...rotationDefaults(args),
        virtualHost: args.virtualHost ?? defaultVirtualHost,
        publishesTo: args.publishesTo ?? [],
        consumesFrom: args.consumesFrom ?? [],
        routingKeys: args.routingKeys ?? {},
        declares: args.declares ?? false,
        receivesReplies: args.receivesReplies ?? false,
        repliesTo: args.repliesTo ?? [],
        ...(mqtt && {
            mqtt: {
                publishesTo: mqtt.publishesTo ?? [],
                subscribesTo: mqtt.subscribesTo ?? [],
            },
        }),
    };
}

export function rotationDefaults(args: Rotation | undefined): RotationSettings {
    return {
        credentialVersion: args?.credentialVersion ?? 1,
        revokePrevious: args?.revokePrevious ?? false,
        passwordSecret: args?.passwordSecret && {
            name: args.passwordSecret.name,
            key: args.passwordSecret.key ?? "password",
            credentialVersion: args.passwordSecret.credentialVersion ?? 1,
        },
    };
}

export function each<From, To>(
    things: { [name: string]: From } = {},
    complete: (thing: From, name: string) => To,
): { [name: string]: To } {
    return Object.fromEntries(
        Object.entries(things).map(([name, thing]) => [name, complete(thing, name)]),
    );
}
