/**
 * A stack's configuration as plain values. Pulumi hands every value over as text: strings as they are,
 * objects, numbers and booleans as JSON. A key that takes text keeps it, even if it looks like JSON.
 */
export function configurationValues(
    project: string,
    config: { [key: string]: string },
    takesText: (key: string) => boolean,
): { [key: string]: unknown } {
    const prefix = `${project}:`;
    const own = Object.entries(config)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value] as const);
    return Object.fromEntries(
        own.map(([key, value]) => [key, takesText(key) ? value : parse(value)]),
    );
}

function parse(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
