import { loginUrl } from "../connection/amqpUrl";
import type { SecretData } from "../kubernetes/secretData";
import type { ClientSettings } from "../topology/defaults";
import { defaultVirtualHost } from "../topology/defaults";
import { amqp } from "./clientProtocols";
import type { Transport } from "./ports";
import { portOf } from "./ports";
import type { ProtocolName } from "./protocols";
import { optionalProtocols } from "./protocols";

/** Who logs in where. */
export interface ClientLogin {
    username: string;
    password: string;
    host: string;
}

type Client = Pick<ClientSettings, "virtualHost" | "mqtt">;

/** The keys of a client's Secret for one protocol: its container gets those in capitals as variables. */
type Keys = (client: Client, login: ClientLogin, transport: Transport) => SecretData;

const keys: { [Name in ProtocolName | "amqp10"]: Keys } = {
    mqtt: mqttKeys("mqtt", "MQTT_URL", ""),
    stomp: ({ virtualHost }, login, transport) => ({
        STOMP_URL: `${url("stomp", login, transport)}/${encodeURIComponent(virtualHost)}`,
        ...port("stomp", transport),
    }),
    stream: ({ virtualHost }, login, transport) => ({
        STREAM_URL: `${url("stream", login, transport)}/${encodeURIComponent(virtualHost)}`,
        ...port("stream", transport),
    }),
    webMqtt: mqttKeys("webMqtt", "WEB_MQTT_URL", "/ws"),
    webStomp: (_, login, transport) => ({
        WEB_STOMP_URL: `${url("webStomp", login, transport)}/ws`,
        ...port("webStomp", transport),
    }),
    // The URL of AMQP 1.0 has no place for a virtual host: it is what `open` names as its host.
    amqp10: ({ virtualHost }, login, transport) => {
        const { scheme, number } = portOf(amqp, transport);
        return {
            AMQP10_URL: loginUrl({ ...login, scheme, port: number }),
            AMQP10_HOSTNAME: `vhost:${virtualHost}`,
        };
    },
};

/** MQTT has no virtual hosts: one is named before the user. https://www.rabbitmq.com/docs/mqtt#virtual-hosts */
function mqttKeys(protocol: ProtocolName, variable: string, path: string): Keys {
    return ({ virtualHost, mqtt }, login, transport): SecretData => {
        if (mqtt === undefined) {
            return {};
        }
        const username =
            virtualHost === defaultVirtualHost
                ? login.username
                : `${virtualHost}:${login.username}`;
        return {
            [variable]: `${url(protocol, { ...login, username }, transport)}${path}`,
            "mqtt-username": username,
            ...port(protocol, transport),
        };
    };
}

function url(protocol: ProtocolName, login: ClientLogin, transport: Transport): string {
    const { scheme, number } = portOf(optionalProtocols[protocol], transport);
    return loginUrl({ ...login, scheme, port: number });
}

/** Named as the cluster operator names it. */
function port(protocol: ProtocolName, transport: Transport): SecretData {
    const { name } = optionalProtocols[protocol];
    return { [`${name}-port`]: String(portOf(optionalProtocols[protocol], transport).number) };
}

/** What a client's Secret says of the protocols besides AMQP. */
export function protocolKeys(client: Client, login: ClientLogin, transport: Transport): SecretData {
    const names = Object.keys(transport.protocols ?? {}) as (keyof typeof keys)[];
    return Object.assign(
        {},
        ...names.map((name) => keys[name](client, login, transport)),
    ) as SecretData;
}

/** Those of them that a container gets as variables of the same name. */
export function protocolVariables(client: Client, transport: Transport): string[] {
    const nobody = { username: "", password: "", host: "" };
    return Object.keys(protocolKeys(client, nobody, transport)).filter((key) =>
        /^[A-Z0-9_]+$/.test(key),
    );
}
