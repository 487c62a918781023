export interface AmqpUrlParts {
    scheme: string;
    username: string;
    password: string;
    host: string;
    port: number;
    virtualHost: string;
}

/**
 * The AMQP URI of a client, every part percent-encoded. The virtual host is always given: `/` is
 * `%2F`, because an empty one means something else to many clients.
 * https://www.rabbitmq.com/docs/uri-spec
 */
export function amqpUrl({
    scheme,
    username,
    password,
    host,
    port,
    virtualHost,
}: AmqpUrlParts): string {
    const user = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
    return `${scheme}://${user}@${host}:${port}/${encodeURIComponent(virtualHost)}`;
}
