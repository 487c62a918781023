import type { SecretReference } from "../kubernetes/secretReference";
import type { Problem } from "../problems";
import { listOf, numberProblems, problem } from "../problems";
import type { TopologySettings } from "../topology/defaults";
import { defaultVirtualHost, each } from "../topology/defaults";
import type { RuntimeParameter } from "../topology/definitions";
import { virtualHostPath } from "../topology/virtualHostPath";
import { uriOf, uriProblems } from "./uris";

/**
 * A broker that queues and exchanges of this one take messages from, once a policy says so, by `federation-upstream` with
 * the name, or by `federation-upstream-set` with `all`. https://www.rabbitmq.com/docs/federation
 */
export interface FederationUpstream {
    /** The virtual host whose queues and exchanges may take from it. Defaults to `/`. */
    virtualHost?: string;
    /**
     * The Secret, in the broker's namespace, with the AMQP URI of the other broker, login included, and the key there.
     * Several URIs, one a line, are tried in turn. It is read by the Jobs, and never by Pulumi.
     */
    uri: SecretReference;
    /** The exchange there. Defaults to that of the same name. */
    exchange?: string;
    /** The queue there. Defaults to that of the same name. */
    queue?: string;
    /** How many messages may be on the way, 1 to 65535. Defaults to `1000`. */
    prefetch?: number;
    /** After how many seconds it connects again, 1 to 3600. Defaults to `5`. */
    reconnectDelaySeconds?: number;
    /** Over how many brokers a message of an exchange may come, 1 to 100. Defaults to `1`. */
    maxHops?: number;
}

/** The arguments with every default filled in. */
export function federationDefaults(args: { [name: string]: FederationUpstream } | undefined) {
    return each(args, (upstream) => ({
        ...upstream,
        virtualHost: upstream.virtualHost ?? defaultVirtualHost,
        prefetch: upstream.prefetch ?? 1000,
        reconnectDelaySeconds: upstream.reconnectDelaySeconds ?? 5,
        maxHops: upstream.maxHops ?? 1,
    }));
}

export type FederationSettings = ReturnType<typeof federationDefaults>[string];

export function federationProblems(path: string, settings: FederationSettings): Problem[] {
    const { uri, maxHops } = settings;
    return [
        ...uriProblems(`${path}.uri`, uri),
        ...numberProblems(`${path}.maxHops`, maxHops, 1, 100),
    ];
}

/** The key of a policy that names an upstream. */
const upstreamKey = "federation-upstream";

/** RabbitMQ takes a policy with any name, and nothing comes. */
export function federatingPolicyProblems(
    { virtualHosts }: TopologySettings,
    upstreams: { [name: string]: FederationSettings },
    additionalPlugins: string[],
): Problem[] {
    if (additionalPlugins.some((plugin) => plugin.includes("federation"))) {
        // Who runs the plugin by hand may have upstreams by hand.
        return [];
    }
    return Object.entries(virtualHosts).flatMap(([virtualHost, { policies }]) => {
        const names = Object.keys(upstreams).filter(
            (name) => upstreams[name]!.virtualHost === virtualHost,
        );
        const fix = "Declare it under federationUpstreams, or correct the name.";
        return Object.entries(policies).flatMap(([name, { definition }]) =>
            [upstreamKey, `${upstreamKey}-set`]
                .filter((key) => isUnknown(key, definition[key], names))
                .map((key) =>
                    problem(
                        `${virtualHostPath(virtualHost)}policies.${name}.definition.${key}`,
                        definition[key],
                        listOf(names),
                        fix,
                    ),
                ),
        );
    });
}

function isUnknown(key: string, value: unknown, names: string[]): boolean {
    if (value === undefined) {
        return false;
    }
    return key === upstreamKey ? !names.some((name) => name === value) : names.length === 0;
}

/** https://www.rabbitmq.com/docs/federation-reference#upstreams */
export function federationParameter(name: string, settings: FederationSettings): RuntimeParameter {
    const { virtualHost, uri, exchange, queue, prefetch, reconnectDelaySeconds } = settings;
    return {
        component: upstreamKey,
        vhost: virtualHost,
        name,
        value: {
            uri: uriOf(virtualHost, `federationUpstreams/${name}/uri`, uri),
            ...(exchange !== undefined && { exchange }),
            ...(queue !== undefined && { queue }),
            "prefetch-count": prefetch,
            "reconnect-delay": reconnectDelaySeconds,
            "max-hops": settings.maxHops,
            "ack-mode": "on-confirm",
        },
    };
}
