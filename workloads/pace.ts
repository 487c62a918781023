/** Says how many messages are due, so that the average rate holds although timers are late. */
export class Pace {
    private dueSince: number;

    constructor(
        private readonly perSecond: number,
        now: number,
    ) {
        this.dueSince = now;
    }

    /** How many messages to send now. What could not be sent within a second is not made up for. */
    take(now: number, atMost: number): number {
        const limit = Math.max(1, this.perSecond);
        const owed = ((now - this.dueSince) / 1000) * this.perSecond;
        if (owed > limit) {
            this.dueSince = now - (limit / this.perSecond) * 1000;
        }
        const count = Math.max(0, Math.min(Math.floor(Math.min(owed, limit)), atMost));
        this.dueSince += (count / this.perSecond) * 1000;
        return count;
    }
}
