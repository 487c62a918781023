import type { Client } from "rabbitmq-stream-js-client";
import { connect, Offset } from "rabbitmq-stream-js-client";

import { brokerTls } from "./brokerTls";
import type { Log } from "./log";
import type { StreamSettings } from "./settings";
import type { StoredOffset } from "./streamReader";
import { StreamReader } from "./streamReader";
import { within } from "./within";

type DeclareConsumer = Client["declareConsumer"];
export type StreamMessage = Parameters<Parameters<DeclareConsumer>[1]>[0];
export type StreamWork = (stream: string, message: StreamMessage) => Promise<void>;

const storeMilliseconds = 1_000;
/** How often the broker has to answer on every connection, and how long that may take. */
const watchMilliseconds = 10_000;

const starts = {
    first: () => Offset.first(),
    last: () => Offset.last(),
    next: () => Offset.next(),
};

/** The consumers of all parts of a stream, from their connections until the first of these is lost. */
export class StreamSession {
    private readonly readers: StreamReader<StreamMessage>[] = [];
    private readonly answering: (() => Promise<unknown>)[] = [];
    private readonly timers: NodeJS.Timeout[] = [];
    private client: Client | undefined;

    /** `fail` is called once it is lost, perhaps more than once. */
    constructor(
        private readonly settings: StreamSettings,
        private readonly work: StreamWork,
        private readonly log: Log,
        private readonly fail: (error: unknown) => void,
    ) {}

    async open(): Promise<void> {
        const { stream, brokerUrl, instance } = this.settings;
        const closed = () => this.fail(new Error("the connection is closed"));
        const client = await connect({
            ...login(brokerUrl),
            ssl: tls(this.settings),
            connectionName: instance,
            listeners: { connection_closed: closed },
        });
        this.client = client;
        const parts = await partsOf(client, stream);
        for (const part of parts.length > 0 ? parts : [stream]) {
            await this.consume(client, part, parts.length > 0 ? stream : undefined);
        }
        this.watch();
    }

    /** Nothing comes again of what is done. */
    async close(): Promise<void> {
        this.timers.forEach(clearInterval);
        await Promise.all(this.readers.map((reader) => reader.stop()));
        await this.client?.close();
    }

    abandon(): void {
        this.timers.forEach(clearInterval);
        this.readers.forEach((reader) => reader.abandon());
        // Whatever of it is left may not answer any more.
        this.client?.close().catch(() => {});
    }

    private async consume(
        client: Client,
        stream: string,
        superStream: string | undefined,
    ): Promise<void> {
        const { consumerName, startFrom, storeEvery } = this.settings;
        const stored: StoredOffset = {
            read: () =>
                client.queryOffset({ reference: consumerName, stream }).catch(unlessNoOffset),
            write: async (offset) => (await declared).storeOffset(offset),
        };
        const reader = new StreamReader<StreamMessage>({
            ...{ stream, stored, storeEvery, log: this.log },
            work: (message) => this.work(stream, message),
        });
        this.readers.push(reader);
        const start = starts[startFrom]();
        const declared = client.declareConsumer(
            {
                ...{ stream, offset: start, consumerRef: consumerName, singleActive: true },
                connectionClosedListener: () => this.fail(new Error(`${stream}: closed`)),
                consumerUpdateListener: async () => {
                    const from = await reader.changeTurns().catch((error) => this.never(error));
                    return from === undefined ? start : Offset.offset(from);
                },
            },
            (message) => reader.handle(message),
            // The client library's own consumer of super streams begins each part anew when its turn comes.
            superStream === undefined
                ? undefined
                : ({ superStream } as Parameters<DeclareConsumer>[2]),
        );
        const consumer = await declared;
        this.answering.push(() => consumer.queryOffset().catch(unlessNoOffset));
        this.log.info("subscribed", { stream });
    }

    /** The client library would take an error for an answer. */
    private never(error: unknown): Promise<never> {
        this.fail(error);
        return new Promise(() => {});
    }

    /** The client library has heartbeats, but takes a connection on which none arrives for a sound one. */
    private watch(): void {
        const every = (milliseconds: number, act: () => Promise<unknown>) =>
            this.timers.push(setInterval(() => void act().catch(this.fail), milliseconds));
        every(storeMilliseconds, () => Promise.all(this.readers.map((reader) => reader.store())));
        every(watchMilliseconds, () =>
            within(watchMilliseconds, Promise.all(this.answering.map((ask) => ask()))),
        );
    }
}

/** The parts of a super stream; none of a stream. */
async function partsOf(client: Client, superStream: string): Promise<string[]> {
    return client.queryPartitions({ superStream }).catch(() => []);
}

/** What the broker answers where nobody of this name has stored one. */
const noOffset = 19;

function unlessNoOffset(error: unknown): undefined {
    if (
        !new RegExp(`\\b${noOffset}$`).test(error instanceof Error ? error.message : String(error))
    ) {
        throw error;
    }
}

function login(brokerUrl: string) {
    const url = new URL(brokerUrl);
    return {
        hostname: url.hostname,
        port: Number(url.port),
        username: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        vhost: decodeURIComponent(url.pathname.slice(1)),
    };
}

function tls(settings: StreamSettings) {
    const encrypted = settings.brokerUrl.startsWith("rabbitmq-stream+tls:");
    const { ca, cert, key } = brokerTls(encrypted, settings) ?? {};
    return encrypted && { ca: ca?.join("\n"), cert, key };
}
