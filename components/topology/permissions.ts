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
    return anyOf([...new Set(names)].sort().map(literally));
}

/** A pattern that matches exactly these names, and every name with this beginning. */
export function exactlyOrBeginning(names: string[], beginning: string): string {
    return anyOf([...[...new Set(names)].sort().map(literally), `${literally(beginning)}.*`]);
}

function anyOf(patterns: string[]): string {
    if (patterns.length === 0) {
        return nothing;
    }
    return patterns.length === 1 ? `^${patterns[0]}$` : `^(${patterns.join("|")})$`;
}

function literally(name: string): string {
    return name.replace(/[^A-Za-z0-9_-]/g, escape);
}

/** Only PCRE's own metacharacters are escaped: a backslash before another character may mean something else. */
function escape(character: string): string {
    return /[\\^$.|?*+()[\]{}/#&~-]/.test(character) ? `\\${character}` : character;
}

export const noPermissions: Permissions = { configure: nothing, write: nothing, read: nothing };

export const administratorPermissions: Permissions = { configure: ".*", write: ".*", read: ".*" };
