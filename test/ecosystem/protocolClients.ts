import type { TLSSocket } from "node:tls";
import { connect as connectTls } from "node:tls";

import type { IStompSocket } from "@stomp/stompjs";
import { Client as StompClient, StompSocketState } from "@stomp/stompjs";
import type { IClientOptions, MqttClient } from "mqtt";
import { connect as connectMqtt } from "mqtt";
import { Connection } from "rabbitmq-client";
import type { Client as StreamClient } from "rabbitmq-stream-js-client";
import { connect as connectStreams } from "rabbitmq-stream-js-client";
import type { Connection as Amqp10Connection } from "rhea";
import { create_container as createContainer } from "rhea";
import WebSocket from "ws";

import { secretValues } from "../e2e/kubernetes";
import { portForward } from "../e2e/portForward";

/** Where the clients of a broker with TLS find it. */
export interface ServedBroker {
    namespace: string;
    host: string;
}

/** What a client's Secret says, each URL of it reached through a way that ends with the test. */
export class ClientSecret {
    private readonly ways: { close: () => Promise<void> }[] = [];

    private constructor(
        readonly broker: ServedBroker,
        private readonly ca: string,
        readonly values: { [key: string]: string },
    ) {}

    static async of(broker: ServedBroker, client: string): Promise<ClientSecret> {
        const values = await secretValues(broker.namespace, `rabbitmq-${client}-v1`);
        const served = await secretValues(broker.namespace, "rabbitmq-tls");
        return new ClientSecret(broker, served["ca.crt"]!, values);
    }

    async url(variable: string): Promise<URL> {
        const url = new URL(this.values[variable]!);
        const way = await portForward(this.broker.namespace, "service/rabbitmq", Number(url.port));
        this.ways.push(way);
        url.hostname = "127.0.0.1";
        url.port = String(way.port);
        return url;
    }

    get tls() {
        return { ca: this.ca, servername: this.broker.host };
    }

    async close(): Promise<void> {
        await Promise.all(this.ways.splice(0).map((way) => way.close()));
    }
}

const decoded = (url: URL) => ({
    hostname: url.hostname,
    port: Number(url.port),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    virtualHost: decodeURIComponent(url.pathname.slice(1)),
});

export async function amqpClient(secret: ClientSecret): Promise<Connection> {
    const url = await secret.url("AMQP_URL");
    const connection = new Connection({ url: url.href, tls: secret.tls, retryLow: 60_000 });
    connection.on("error", () => {});
    return connection;
}

export async function mqttClient(
    secret: ClientSecret,
    variable: "MQTT_URL" | "WEB_MQTT_URL",
    options: IClientOptions & { clientId: string },
    prepare: (client: MqttClient) => void = () => {},
): Promise<MqttClient> {
    const url = await secret.url(variable);
    const { clientId, username, ...session } = options;
    if (username !== undefined) {
        url.username = username;
    }
    const client = connectMqtt(url.href, {
        ...secret.tls,
        wsOptions: secret.tls,
        protocolVersion: 5,
        reconnectPeriod: 0,
        clientId,
        ...session,
    });
    prepare(client);
    await new Promise<void>((resolve, reject) => {
        client.once("connect", () => resolve());
        client.on("error", reject);
    });
    return client;
}

/** STOMP over TCP, which the library knows over web sockets only. */
class TlsStompSocket implements IStompSocket {
    readonly binaryType = "arraybuffer";
    onclose: IStompSocket["onclose"];
    onerror: IStompSocket["onerror"];
    onmessage: IStompSocket["onmessage"];
    onopen: IStompSocket["onopen"];
    private readonly socket: TLSSocket;

    constructor(
        readonly url: string,
        secret: ClientSecret,
    ) {
        const { hostname, port } = decoded(new URL(url));
        this.socket = connectTls({ host: hostname, port, ...secret.tls });
        this.socket.on("secureConnect", () => void this.onopen?.());
        this.socket.on(
            "data",
            (data: Buffer) => void this.onmessage?.({ data: new Uint8Array(data).buffer }),
        );
        this.socket.on("error", (error) => void this.onerror?.(error));
        this.socket.on("close", () => void this.onclose?.({}));
    }

    get readyState(): StompSocketState {
        return this.socket.readyState === "open" ? StompSocketState.OPEN : StompSocketState.CLOSED;
    }

    send(data: string | ArrayBuffer): void {
        this.socket.write(typeof data === "string" ? data : new Uint8Array(data));
    }

    close(): void {
        this.socket.end();
    }
}

export async function stompClient(
    secret: ClientSecret,
    variable: "STOMP_URL" | "WEB_STOMP_URL",
): Promise<StompClient> {
    const url = await secret.url(variable);
    const { username, password } = decoded(url);
    const client = new StompClient({
        webSocketFactory: () =>
            variable === "STOMP_URL"
                ? new TlsStompSocket(url.href, secret)
                : (new WebSocket(url, "v12.stomp", secret.tls) as IStompSocket),
        connectHeaders: {
            login: username,
            passcode: password,
            host: secret.values["virtual-host"]!,
        },
        reconnectDelay: 0,
    });
    await new Promise<void>((resolve, reject) => {
        client.onConnect = () => resolve();
        client.onStompError = ({ headers }) => reject(new Error(headers["message"]));
        client.onWebSocketError = reject;
        client.activate();
    });
    return client;
}

export async function streamClient(secret: ClientSecret): Promise<StreamClient> {
    const { virtualHost: vhost, ...login } = decoded(await secret.url("STREAM_URL"));
    return connectStreams({
        ...login,
        vhost,
        ssl: secret.tls,
        heartbeat: 0,
        // Names of nodes are for pods: from here, each of them is reached by the Service.
        addressResolver: {
            enabled: true,
            endpoint: { host: login.hostname, port: login.port },
        },
    });
}

export async function amqp10Client(secret: ClientSecret): Promise<Amqp10Connection> {
    const { hostname: host, port, username, password } = decoded(await secret.url("AMQP10_URL"));
    const container = createContainer();
    const connection = container.connect({
        host,
        port,
        username,
        password,
        hostname: secret.values["AMQP10_HOSTNAME"],
        transport: "tls",
        ...secret.tls,
        reconnect: false,
    });
    await new Promise<void>((resolve, reject) => {
        connection.once("connection_open", () => resolve());
        connection.once("disconnected", (context: { error?: Error }) =>
            reject(context.error ?? new Error("disconnected")),
        );
        connection.once("connection_error", () =>
            reject(new Error(JSON.stringify(connection.error))),
        );
    });
    return connection;
}
