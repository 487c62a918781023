/** Reads a value once, unless it cannot be judged. */
export function once<T>(read: () => T): () => T {
    let result: { value: T } | undefined;
    return () => (result ??= { value: read() }).value;
}
