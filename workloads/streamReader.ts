import type { Log } from "./log";

/** What the broker keeps for the consumers of one name: the offset of the last message that they are done with. */
export interface StoredOffset {
    read(): Promise<bigint | undefined>;
    write(offset: bigint): Promise<void>;
}

export interface StreamReaderOptions<Message> {
    stream: string;
    stored: StoredOffset;
    /** After so many messages their offset is stored. */
    storeEvery: number;
    work: (message: Message) => Promise<void>;
    log: Log;
}

/**
 * Reads one stream while it is this process's turn, from behind the offset that was stored last. After a crash, the
 * messages since then come again; after an orderly end or change of turns, none does.
 */
export class StreamReader<Message extends { offset?: bigint }> {
    private reading = false;
    private working: Promise<void> = Promise.resolve();
    private done: bigint | undefined;
    private notStored = 0;

    constructor(private readonly options: StreamReaderOptions<Message>) {}

    /**
     * The broker lets one consumer of a name read at a time: it says so to the next one once the former has answered.
     * Resolves to where to begin, or to nothing where no offset was stored, or where it is another's turn now.
     */
    async changeTurns(): Promise<bigint | undefined> {
        const { stream, stored, log } = this.options;
        if (this.reading) {
            await this.stop();
            log.info("paused", { stream });
            return undefined;
        }
        const last = await stored.read();
        const from = last === undefined ? undefined : last + 1n;
        this.reading = true;
        log.info("reading", { stream, from: from === undefined ? undefined : Number(from) });
        return from;
    }

    async handle(message: Message): Promise<void> {
        if (this.reading) {
            this.working = this.process(message);
            await this.working;
        }
    }

    /** Stores the offset of what was done since the last time. */
    async store(): Promise<void> {
        const { done } = this;
        if (done !== undefined) {
            this.done = undefined;
            this.notStored = 0;
            await this.options.stored.write(done);
            this.options.log.debug("stored", { stream: this.options.stream, offset: Number(done) });
        }
    }

    /** Ends the work on a message that was begun, takes no other, and stores how far it has come. */
    async stop(): Promise<void> {
        this.reading = false;
        await this.working;
        await this.store();
    }

    /** Takes no further message, where the broker cannot be told any more. */
    abandon(): void {
        this.reading = false;
        this.done = undefined;
    }

    private async process(message: Message): Promise<void> {
        await this.options.work(message);
        this.done = message.offset;
        if (++this.notStored >= this.options.storeEvery) {
            await this.store();
        }
    }
}
