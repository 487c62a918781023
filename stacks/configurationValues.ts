/**
 * A stack's configuration as plain values. Pulumi hands every value over as text: objects, numbers and
 * booleans as JSON, strings as they are.
 */
export function configurationValues(
    project: string,
    config: { [key: string]: string },
): { [key: string]: unknown } {
    const prefix = `${project}:`;
    const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), parse(value)]));
}

function parse(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
