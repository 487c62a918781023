/** A sorted copy; by code units, so that it is the same on every machine whatever its language. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
    return [...items]
        .map((item) => ({ item, key: key(item) }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
        .map(({ item }) => item);
}
