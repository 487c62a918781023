import type { Input } from "@pulumi/pulumi";

import { namespaceProblems } from "../kubernetes/namespaces";
import type { Problem } from "../problems";
import { problem } from "../problems";
import type { ClientSettings } from "../topology/defaults";
import type { ClientProtocol } from "./clientProtocols";
import { mqtt, stomp, stream, webMqtt, webStomp } from "./clientProtocols";

export interface Protocol {
    /**
     * Further namespaces whose pods may connect with it, such as that of a gateway through which devices or
     * browsers come. Not for `amqp10`, which has no port of its own. Defaults to none: only pods that a
     * connection was wired to may.
     */
    fromNamespaces?: Input<string>[];
}

/** What a broker speaks besides AMQP 0-9-1. Each client's Secret gets a URL for each. */
export interface BrokerProtocols {
    /** MQTT 3.1, 3.1.1 and 5, on 1883, or 8883 with TLS, for clients with `mqtt`. Defaults to not at all. */
    mqtt?: Protocol;
    /** STOMP 1.0 to 1.2, on 61613, or 61614 with TLS. Defaults to not at all. */
    stomp?: Protocol;
    /** The stream protocol, on 5552, or 5551 with TLS, on every node. Defaults to not at all. */
    stream?: Protocol;
    /** MQTT over web sockets, at `/ws` on 15675, or 15676 with TLS, for clients with `mqtt`. Defaults to not at all. */
    webMqtt?: Protocol;
    /** STOMP over web sockets, at `/ws` on 15674, or 15673 with TLS. Defaults to not at all. */
    webStomp?: Protocol;
    /** AMQP 1.0, which every broker speaks on the port of AMQP 0-9-1: adds a URL for it. Defaults to none. */
    amqp10?: Protocol;
}

/** Those with a port of their own. */
export const optionalProtocols = { mqtt, stomp, stream, webMqtt, webStomp } satisfies {
    [name: string]: ClientProtocol;
};

export type ProtocolName = keyof typeof optionalProtocols;

export type ProtocolSettings = { [Name in keyof BrokerProtocols]?: Required<Protocol> };

/** The arguments with every default filled in; what is not asked for is absent. */
export function protocolDefaults(args: BrokerProtocols = {}): ProtocolSettings {
    const asked = Object.entries(args).filter(([, one]) => one !== undefined);
    return Object.fromEntries(
        asked.map(([name, { fromNamespaces = [] }]: [string, Protocol]) => [
            name,
            { fromNamespaces },
        ]),
    );
}

/** What MQTT needs, over TCP or web sockets. */
export function speaksMqtt(protocols: ProtocolSettings): boolean {
    return protocols.mqtt !== undefined || protocols.webMqtt !== undefined;
}

export function protocolProblems(
    protocols: ProtocolSettings,
    additionalPlugins: string[],
    clients: { [name: string]: Pick<ClientSettings, "mqtt"> },
): Problem[] {
    const { amqp10 } = protocols;
    const namespaces = Object.entries(protocols).flatMap(([name, { fromNamespaces }]) =>
        namespaceProblems(`protocols.${name}.fromNamespaces`, fromNamespaces),
    );
    return [
        ...namespaces,
        ...(amqp10 && amqp10.fromNamespaces.length > 0
            ? [
                  problem(
                      "protocols.amqp10.fromNamespaces",
                      amqp10.fromNamespaces,
                      "nothing",
                      "It is spoken on the port of AMQP: set clientNamespaces.",
                  ),
              ]
            : []),
        ...pluginProblems(protocols, additionalPlugins),
        ...(speaksMqtt(protocols) ? [] : mqttProblems(clients)),
    ];
}

/** Enabled by its name alone, a plugin opens a port without TLS that no NetworkPolicy knows of. */
function pluginProblems(protocols: ProtocolSettings, additionalPlugins: string[]): Problem[] {
    const names = Object.keys(optionalProtocols) as ProtocolName[];
    return names
        .filter((name) => protocols[name] === undefined)
        .filter((name) => additionalPlugins.includes(optionalProtocols[name].plugin!))
        .map((name) => {
            const plugin = optionalProtocols[name].plugin;
            const allowed = "plugins that open no port";
            return problem("additionalPlugins", plugin, allowed, `Set protocols.${name} instead.`);
        });
}

function mqttProblems(clients: { [name: string]: Pick<ClientSettings, "mqtt"> }): Problem[] {
    return Object.entries(clients)
        .filter(([, client]) => client.mqtt !== undefined)
        .map(([name, client]) =>
            problem(
                `clients.${name}.mqtt`,
                client.mqtt,
                "nothing without protocols.mqtt or protocols.webMqtt",
                "Set one of them on the broker.",
            ),
        );
}
