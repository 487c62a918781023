import type { TcpNetConnectOpts, TcpSocketConnectOpts } from "node:net";

import { Connection } from "rabbitmq-client";

import { brokerTls } from "./brokerTls";
import type { Log } from "./log";
import type { AmqpSettings } from "./settings";

const heartbeatSeconds = 10;
const reminderInterval = 30_000;

/** A connection that comes back by itself, for ever, whatever the broker says. */
export class BrokerConnection {
    readonly client: Connection;
    private lastError = "";
    private isBlocked = false;
    /** Ends the socket of now. */
    private socket = new AbortController();
    private readonly reminder: NodeJS.Timeout;

    constructor(
        settings: AmqpSettings,
        private readonly log: Log,
    ) {
        this.client = new Connection({
            url: settings.brokerUrl,
            tls: brokerTls(settings.brokerUrl.startsWith("amqps:"), settings),
            socket: this.socketOptions(),
            connectionName: settings.instance,
            heartbeat: heartbeatSeconds,
            retryLow: 500,
            retryHigh: 5_000,
        });
        this.client.on("connection", () => this.onOpen());
        this.client.on("error", (error: Error) => this.onError(error));
        this.client.on("connection.blocked", (reason) => this.onBlocked(reason));
        this.client.on("connection.unblocked", () => this.onUnblocked());
        this.reminder = setInterval(() => this.remind(), reminderInterval).unref();
    }

    /** The broker has accepted the login; it may have asked to send nothing for now. */
    get connected(): boolean {
        return this.client.ready || this.isBlocked;
    }

    /** The broker is short of memory or disk and takes no messages. */
    get blocked(): boolean {
        return this.isBlocked;
    }

    /** Gives up the connection of now, once; the client library takes that for a broken one and connects anew. */
    get abandon(): (reason: string) => void {
        const { socket } = this;
        return (reason) => {
            if (!socket.signal.aborted) {
                this.log.error("connection-abandoned", { reason });
                socket.abort();
            }
        };
    }

    async close(): Promise<void> {
        clearInterval(this.reminder);
        if (this.client.ready) {
            await this.client.close();
        } else {
            this.client.unsafeDestroy();
        }
    }

    /** The client library reads them for every socket that it opens. */
    private socketOptions(): TcpSocketConnectOpts {
        const renew = () => (this.socket = new AbortController()).signal;
        const options: Partial<TcpNetConnectOpts> = {
            get signal() {
                return renew();
            },
        };
        // Its type asks for the port too, which the URL has.
        return options as TcpSocketConnectOpts;
    }

    private onOpen(): void {
        this.isBlocked = false;
        this.log.info("connected");
    }

    private onError(error: Error): void {
        this.lastError = error.message;
        if (!this.client.ready) {
            this.isBlocked = false;
        }
        this.log.error("connection-error", { error: error.message });
    }

    private onBlocked(reason: string): void {
        this.isBlocked = true;
        this.log.info("blocked", { reason });
    }

    private onUnblocked(): void {
        this.isBlocked = false;
        this.log.info("unblocked");
    }

    /** The client library reports only the first of many failed attempts. */
    private remind(): void {
        if (!this.connected) {
            this.log.info("waiting-for-broker", { lastError: this.lastError });
        }
    }
}
