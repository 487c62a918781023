import type { RecentIds } from "./recentIds";

/**
 * Does the work of each message once. An id counts as done when its work has succeeded and not before:
 * a duplicate that arrives meanwhile shares the work, and fails with it.
 */
export class WorkOnce {
    private readonly underWay = new Map<string, Promise<void>>();

    constructor(private readonly done: RecentIds) {}

    /** Resolves once the work has been done, by this call or by another. */
    async run(id: string, work: () => Promise<void>): Promise<"worked" | "duplicate"> {
        if (this.done.has(id)) {
            return "duplicate";
        }
        const shared = this.underWay.get(id);
        if (shared !== undefined) {
            await shared;
            return "duplicate";
        }
        const own = work()
            .then(() => this.done.add(id))
            .finally(() => this.underWay.delete(id));
        this.underWay.set(id, own);
        await own;
        return "worked";
    }
}
