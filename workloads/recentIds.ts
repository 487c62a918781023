/** The last message ids that were added or asked for, at most `capacity` of them. */
export class RecentIds {
    /** In the order of their last use. */
    private readonly ids = new Set<string>();

    constructor(private readonly capacity: number) {}

    get size(): number {
        return this.ids.size;
    }

    has(id: string): boolean {
        const known = this.ids.delete(id);
        if (known) {
            this.ids.add(id);
        }
        return known;
    }

    add(id: string): void {
        this.ids.delete(id);
        this.ids.add(id);
        if (this.ids.size > this.capacity) {
            for (const oldest of this.ids) {
                this.ids.delete(oldest);
                break;
            }
        }
    }
}
