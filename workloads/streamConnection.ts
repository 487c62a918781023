import { setTimeout as delay } from "node:timers/promises";

import type { Log } from "./log";
import type { StreamSettings } from "./settings";
import type { StreamWork } from "./streamSession";
import { StreamSession } from "./streamSession";
import { within } from "./within";

const openMilliseconds = 20_000;
const retryMilliseconds = 2_000;

/** Consumers of a stream that come back by themselves, for ever, whatever the broker says. */
export class StreamConnection {
    private session: StreamSession | undefined;
    private open = false;
    private closing = false;
    private fail: (error: unknown) => void = () => {};

    constructor(
        private readonly settings: StreamSettings,
        private readonly log: Log,
    ) {
        // The client library lets errors out that no caller of it gets: a refused login, for instance.
        process.on("unhandledRejection", (error) => this.fail(error));
    }

    get connected(): boolean {
        return this.open;
    }

    subscribe(work: StreamWork): void {
        void this.run(work);
    }

    async close(): Promise<void> {
        this.closing = true;
        if (this.open) {
            await this.session!.close();
        }
    }

    private async run(work: StreamWork): Promise<void> {
        while (!this.closing) {
            const error = await this.untilLost(work);
            this.open = false;
            if (!this.closing) {
                this.session?.abandon();
                const text = error instanceof Error ? error.message : String(error);
                this.log.error("connection-error", { error: text });
                await delay(retryMilliseconds);
            }
        }
    }

    private untilLost(work: StreamWork): Promise<unknown> {
        return new Promise((lost) => {
            this.fail = lost;
            const session = new StreamSession(this.settings, work, this.log, lost);
            this.session = session;
            within(openMilliseconds, session.open()).then(() => {
                this.open = this.session === session;
                this.log.info("connected");
            }, lost);
        });
    }
}
