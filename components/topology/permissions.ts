/** What a RabbitMQ user may do in one virtual host, as regular expressions over resource names. */
export interface Permissions {
    configure: string;
    write: string;
    read: string;
}

const nothing = "^$";

/**
 * A pattern that matches exactly these names. RabbitMQ does not anchor patterns by itself, and an
 * unescaped dot matches anything. https://www.rabbitmq.com/docs/access-control
 */
export function exactly(names: string[]): string {
    return exactlyOrBeginning(names, []);
}

/** A pattern that matches exactly these names, and every name with one of these beginnings. */
export function exactlyOrBeginning(names: string[], beginnings: string[]): string {
    return matching([
        ...[...new Set(names)].sort().map(literally),
        ...beginnings.map((beginning) => `${literally(beginning)}.*`),
    ]);
}

/** A pattern that matches, from end to end, what one of these does; nothing where there is none. */
export function matching(patterns: string[]): string {
    if (patterns.length === 0) {
        return nothing;
    }
    return patterns.length === 1 ? `^${patterns[0]}$` : `^(${patterns.join("|")})$`;
}

/** A pattern that matches this text alone. */
export function literally(name: string): string {
    return name.replace(/[^A-Za-z0-9_-]/g, escape);
}

/** Only PCRE's own metacharacters are escaped: a backslash before another character may mean something else. */
function escape(character: string): string {
    return /[\\^$.|?*+()[\]{}/#&~-]/.test(character) ? `\\${character}` : character;
}

export const noPermissions: Permissions = { configure: nothing, write: nothing, read: nothing };

export const allPermissions: Permissions = { configure: ".*", write: ".*", read: ".*" };
