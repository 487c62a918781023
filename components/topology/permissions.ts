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
    if (names.length === 0) {
        return nothing;
    }
    const escaped = [...new Set(names)]
        .sort()
        .map((name) => name.replace(/[^A-Za-z0-9_-]/g, escape));
    return escaped.length === 1 ? `^${escaped[0]}$` : `^(${escaped.join("|")})$`;
}

/** Only PCRE's own metacharacters are escaped: a backslash before another character may mean something else. */
function escape(character: string): string {
    return /[\\^$.|?*+()[\]{}/#&~-]/.test(character) ? `\\${character}` : character;
}

/** A client writes to the exchanges that take its messages and reads its queues; it declares nothing. */
export function clientPermissions(exchanges: string[], queues: string[]): Permissions {
    return { configure: nothing, write: exactly(exchanges), read: exactly(queues) };
}

export const noPermissions: Permissions = { configure: nothing, write: nothing, read: nothing };

export const administratorPermissions: Permissions = { configure: ".*", write: ".*", read: ".*" };
