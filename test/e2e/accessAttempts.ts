import type { Channel, Connection } from "rabbitmq-client";

/** One operation of AMQP on a named queue or exchange. */
export interface Attempt {
    what: string;
    run: (channel: Channel) => Promise<unknown>;
}

/** Everything that a client could try on each of these, and on what it would like to declare itself. */
export function attempts(queues: string[], exchanges: string[]): Attempt[] {
    return [
        ...queues.flatMap(onQueue),
        ...exchanges.flatMap(onExchange),
        ...queues.map((queue) => publishing("", queue)),
        ...exchanges.flatMap((exchange) => queues.map((queue) => binding(queue, exchange))),
        {
            what: "declare a queue",
            run: (channel) => channel.queueDeclare({ queue: "mine", durable: true }),
        },
        {
            what: "declare an exchange",
            run: (channel) => channel.exchangeDeclare({ exchange: "mine", type: "fanout" }),
        },
    ];
}

function onQueue(queue: string): Attempt[] {
    return [
        { what: `get from ${queue}`, run: (channel) => channel.basicGet({ queue }) },
        {
            what: `consume from ${queue}`,
            run: (channel) => channel.basicConsume({ queue }, () => undefined),
        },
        { what: `purge ${queue}`, run: (channel) => channel.queuePurge({ queue }) },
        {
            what: `delete ${queue}`,
            run: (channel) => channel.queueDelete({ queue, ifUnused: true }),
        },
    ];
}

function onExchange(exchange: string): Attempt[] {
    return [
        publishing(exchange, "audit.login"),
        publishing(exchange, "paid"),
        {
            what: `delete ${exchange}`,
            run: (channel) => channel.exchangeDelete({ exchange, ifUnused: true }),
        },
        {
            what: `bind amq.fanout to ${exchange}`,
            run: (channel) => channel.exchangeBind({ source: exchange, destination: "amq.fanout" }),
        },
    ];
}

function publishing(exchange: string, routingKey: string): Attempt {
    return {
        what: `publish ${routingKey} to ${exchange || "the default exchange"}`,
        run: async (channel) => {
            await channel.confirmSelect();
            await channel.basicPublish({ exchange, routingKey }, "{}");
        },
    };
}

function binding(queue: string, exchange: string): Attempt {
    return {
        what: `bind ${queue} to ${exchange}`,
        run: (channel) => channel.queueBind({ queue, exchange, routingKey: "stolen" }),
    };
}

/** What a framework declares when it starts: a queue, an exchange and a binding, as they are, and a queue for replies. */
export function declarations(queue: string, exchange: string, client: string): Attempt[] {
    const replies = `${client}.own.replies`;
    return [
        {
            what: `declare ${queue}`,
            run: (channel) => channel.queueDeclare({ queue, durable: true }),
        },
        {
            what: `declare ${exchange}`,
            run: (channel) => channel.exchangeDeclare({ exchange, type: "topic", durable: true }),
        },
        binding(queue, exchange),
        {
            what: `declare ${replies}`,
            run: (channel) => channel.queueDeclare({ queue: replies, exclusive: true }),
        },
        {
            what: `consume from ${replies}`,
            run: (channel) => channel.basicConsume({ queue: replies }, () => undefined),
        },
        binding(replies, exchange),
    ];
}

/** What a client does that asks and is answered, and what those do that answer it. */
export function replying(client: string): Attempt[] {
    const queue = `${client}.own.pod-0`;
    const exchange = `${client}.replies`;
    return [
        {
            what: `declare ${queue}`,
            run: (channel) => channel.queueDeclare({ queue, exclusive: true }),
        },
        binding(queue, exchange),
        {
            what: `consume from ${queue}`,
            run: (channel) => channel.basicConsume({ queue }, () => undefined),
        },
        publishing(exchange, "pod-0"),
        publishing("", queue),
        {
            what: `delete ${exchange}`,
            run: (channel) => channel.exchangeDelete({ exchange, ifUnused: true }),
        },
    ];
}

/** What of it the broker lets this client do. Anything but a refusal for want of a right is an error. */
export async function allowed(connection: Connection, tried: Attempt[]): Promise<string[]> {
    const done: string[] = [];
    for (const { what, run } of tried) {
        const channel = await connection.acquire();
        channel.on("error", () => {});
        try {
            await run(channel);
            done.push(what);
            await channel.close();
        } catch (error) {
            if (!/ACCESS_REFUSED|access.*refused/i.test(String(error))) {
                throw new Error(`could not try to ${what}`, { cause: error });
            }
        }
    }
    return done;
}
