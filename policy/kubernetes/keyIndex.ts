import { ifKnown } from "./unknownValue";

/** Finds items by what they are called without asking each of them. */
export class KeyIndex<T> {
    private readonly found = new Map<string, T[]>();
    /** Those whose key is not known yet: it may be any. */
    private readonly unclear: T[] = [];

    constructor(
        private readonly items: readonly T[],
        keyOf: (item: T) => string,
    ) {
        for (const item of items) {
            const key = ifKnown(() => keyOf(item));
            const others = key === undefined ? this.unclear : this.found.get(key);
            if (others) {
                others.push(item);
            } else {
                this.found.set(key!, [item]);
            }
        }
    }

    /** The items with a key, then those that may have it: all, where the key itself is not known yet. */
    find(readKey: () => string): readonly T[] {
        const key = ifKnown(readKey);
        return key === undefined ? this.items : [...(this.found.get(key) ?? []), ...this.unclear];
    }
}
