import type { SecretReference } from "../kubernetes/secretReference";
import type { Problem } from "../problems";
import { listOf, problem } from "../problems";
import { withDeadLetterQueues } from "../topology/deadLetters";
import type { TopologySettings, VirtualHostSettings } from "../topology/defaults";
import { defaultVirtualHost, each } from "../topology/defaults";
import type { RuntimeParameter } from "../topology/definitions";
import { uriOf, uriProblems } from "./uris";

/** One end of a shovel: a queue, or an exchange. */
export interface ShovelEnd {
    /**
     * The Secret, in the broker's namespace, with the AMQP URI of the broker, login included, and the key there.
     * Several URIs, one a line, are tried in turn. It is read by the Jobs, and never by Pulumi. Defaults to the broker
     * itself, in the shovel's virtual host.
     */
    uri?: SecretReference;
    /** The queue, which has to be there. Give either this or `exchange`. */
    queue?: string;
    /** The exchange, which has to be there. */
    exchange?: string;
    /**
     * At the source, by what a queue of the shovel's own is bound to the exchange; at the destination, what messages are
     * published with. Defaults to the empty key at the source, and to each message's own at the destination.
     */
    routingKey?: string;
}

/**
 * Moves messages from one broker to another, or within one, as long as it is declared. It takes a message from its source
 * once the destination has confirmed it: none is lost, and one may come twice. https://www.rabbitmq.com/docs/shovel
 */
export interface Shovel {
    /** The virtual host that it is in. Defaults to `/`. */
    virtualHost?: string;
    /** Where messages come from. */
    source: ShovelEnd;
    /** Where they go to. */
    destination: ShovelEnd;
    /** How many messages may be on the way, 1 to 65535. Defaults to `1000`. */
    prefetch?: number;
    /** After how many seconds it connects again, 1 to 3600. Defaults to `5`. */
    reconnectDelaySeconds?: number;
}

/** The arguments with every default filled in. */
export function shovelDefaults(args: { [name: string]: Shovel } | undefined) {
    return each(args, ({ virtualHost, source, destination, prefetch, reconnectDelaySeconds }) => ({
        virtualHost: virtualHost ?? defaultVirtualHost,
        source,
        destination,
        prefetch: prefetch ?? 1000,
        reconnectDelaySeconds: reconnectDelaySeconds ?? 5,
    }));
}

export type ShovelSettings = ReturnType<typeof shovelDefaults>[string];

/** What is wrong with a shovel by itself, and with what it names of the broker's own. */
export function shovelProblems(
    path: string,
    { source, destination, virtualHost }: ShovelSettings,
    { virtualHosts }: TopologySettings,
): Problem[] {
    const host = Object.hasOwn(virtualHosts, virtualHost) ? virtualHosts[virtualHost] : undefined;
    return [
        ...endProblems(`${path}.source`, source, host),
        ...endProblems(`${path}.destination`, destination, host),
        ...sameEndProblems(path, source, destination),
    ];
}

function endProblems(
    path: string,
    { uri, queue, exchange, routingKey }: ShovelEnd,
    host: VirtualHostSettings | undefined,
): Problem[] {
    const fix = "Give exactly one.";
    return [
        ...uriProblems(`${path}.uri`, uri),
        ...((queue === undefined) === (exchange === undefined)
            ? [problem(path, { queue, exchange }, "one of queue and exchange", fix)]
            : []),
        ...(routingKey !== undefined && exchange === undefined
            ? [
                  problem(
                      `${path}.routingKey`,
                      routingKey,
                      "nothing without exchange",
                      "Messages reach a queue by its name: remove it.",
                  ),
              ]
            : []),
        ...(uri === undefined && host ? undeclaredProblems(path, { queue, exchange }, host) : []),
    ];
}

/** A shovel waits in silence for what is not there. */
function undeclaredProblems(
    path: string,
    { queue, exchange }: ShovelEnd,
    { queues, exchanges }: VirtualHostSettings,
): Problem[] {
    const declared = withDeadLetterQueues(queues);
    const fix = "Declare it in the shovel's virtual host, correct the name, or set uri.";
    const known = Object.keys(exchanges);
    return [
        ...(queue === undefined || declared.includes(queue)
            ? []
            : [problem(`${path}.queue`, queue, listOf(declared), fix)]),
        ...(exchange === undefined || exchange.startsWith("amq.") || known.includes(exchange)
            ? []
            : [problem(`${path}.exchange`, exchange, listOf(known), fix)]),
    ];
}

/** Messages would go round for ever. */
function sameEndProblems(path: string, source: ShovelEnd, destination: ShovelEnd): Problem[] {
    const isLocal = source.uri === undefined && destination.uri === undefined;
    return isLocal && source.queue !== undefined && source.queue === destination.queue
        ? [
              problem(
                  `${path}.destination.queue`,
                  destination.queue,
                  "another queue than the source's",
                  "Correct one of the two, or set the uri of the other broker.",
              ),
          ]
        : [];
}

/** https://www.rabbitmq.com/docs/shovel-dynamic */
export function shovelParameter(name: string, settings: ShovelSettings): RuntimeParameter {
    const { virtualHost, source, destination, prefetch, reconnectDelaySeconds } = settings;
    return {
        component: "shovel",
        vhost: virtualHost,
        name,
        value: {
            "src-protocol": "amqp091",
            "src-uri": uriOf(virtualHost, `shovels/${name}/source/uri`, source.uri),
            ...(source.queue === undefined
                ? {
                      "src-exchange": source.exchange,
                      "src-exchange-key": source.routingKey ?? "",
                  }
                : { "src-queue": source.queue, "src-predeclared": true }),
            "src-prefetch-count": prefetch,
            "dest-protocol": "amqp091",
            "dest-uri": uriOf(virtualHost, `shovels/${name}/destination/uri`, destination.uri),
            ...(destination.queue === undefined
                ? {
                      "dest-exchange": destination.exchange,
                      ...(destination.routingKey !== undefined && {
                          "dest-exchange-key": destination.routingKey,
                      }),
                  }
                : { "dest-queue": destination.queue, "dest-predeclared": true }),
            "ack-mode": "on-confirm",
            "reconnect-delay": reconnectDelaySeconds,
        },
    };
}
