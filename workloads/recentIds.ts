/** The last message ids that were seen, at most `capacity` of them. */
export class RecentIds {
    /** In the order of their last use. */
    private readonly ids = new Set<string>();

    constructor(private readonly capacity: number) {}

    get size(): number {
        return this.ids.size;
    }

    /** Returns false when the id was there already. */
    add(id: string): boolean {
        const isNew = !this.ids.delete(id);
        this.ids.add(id);
        if (this.ids.size > this.capacity) {
            for (const oldest of this.ids) {
                this.ids.delete(oldest);
                break;
            }
        }
        return isNew;
    }
}
