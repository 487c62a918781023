/** The items of a list that are objects, wherever the others are wrong already. */
export function objectsOf<T extends object = { [field: string]: unknown }>(list: unknown): T[] {
    return Array.isArray(list)
        ? list.filter((item): item is T => typeof item === "object" && item !== null)
        : [];
}
