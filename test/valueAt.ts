/** The value at a path of keys and indexes, or undefined where there is none. */
export function valueAt(value: unknown, ...path: (string | number)[]): unknown {
    return path.reduce<unknown>(
        (current, key) => (current as { [key: string]: unknown } | undefined)?.[key],
        value,
    );
}
