export interface Login {
    scheme: string;
    username: string;
    password: string;
    host: string;
    port: number;
}

export interface AmqpUrlParts extends Login {
    virtualHost: string;
}

/**
 * The AMQP URI of a client, every part percent-encoded. The virtual host is always given: `/` is
 * `%2F`, because an empty one means something else to many clients.
 * https://www.rabbitmq.com/docs/uri-spec
 */
export function amqpUrl({ virtualHost, ...login }: AmqpUrlParts): string {
    return `${loginUrl(login)}/${encodeURIComponent(virtualHost)}`;
}

/** A URL without a path, every part percent-encoded. */
export function loginUrl({ scheme, username, password, host, port }: Login): string {
    const user = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
    return `${scheme}://${user}@${host}:${port}`;
}
