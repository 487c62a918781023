import assert from "node:assert/strict";

import { Connection } from "rabbitmq-client";

import { allowed, attempts, declarations } from "./accessAttempts";
import { loginOf } from "./login";
import { managementAnswers } from "./managementAttempts";
import type { PortForward } from "./portForward";
import { portForward } from "./portForward";
import { apply, configuration, namespace, ready } from "./shop";
import type { StackConfiguration } from "./stack";

/** Names with characters that mean something in a regular expression, and their look-alikes. */
const queues = ["orders.eu", "orders-eu", "a+b", "aab", "orders.eu.dead-letters"];
const exchanges = ["orders.eu", "orders-eu", "a+b", "aab", "events", "amq.topic", "amq.fanout"];

describe("a client of the broker", () => {
    let management: PortForward;
    const opened: { connection: Connection; forward: PortForward }[] = [];

    before(async () => {
        await ready();
        await apply(withAccess());
        management = await portForward(namespace, "service/rabbitmq", 15672);
    });
    // A limit is one for all connections of a user. An orderly end would wait for their channels.
    afterEach(async () => {
        for (const { connection, forward } of opened.splice(0)) {
            connection.unsafeDestroy();
            await forward.close();
        }
    });
    after(async () => {
        await management.close();
        await apply();
    });

    /** Each on a way of its own: a connection that the broker breaks off takes its way with it. */
    async function connect(username: string, password: string, vhost: string): Promise<Connection> {
        const forward = await portForward(namespace, "service/rabbitmq", 5672);
        const connection = new Connection({
            hostname: "127.0.0.1",
            port: forward.port,
            username,
            password,
            vhost,
            retryLow: 60_000,
        });
        connection.on("error", () => {});
        opened.push({ connection, forward });
        return connection;
    }

    async function connectAs(client: string, vhost = "access"): Promise<Connection> {
        const { username, password } = await loginOf(namespace, client);
        return connect(username, password, vhost);
    }

    const rights: [client: string, may: string[]][] = [
        [
            "writer",
            [
                "publish audit.login to orders.eu",
                "publish paid to orders.eu",
                "publish audit.login to a+b",
                "publish paid to a+b",
                "publish audit.login to events",
            ],
        ],
        ["reader", ["orders.eu", "a+b"].flatMap(reading)],
        [
            "look-alike",
            [
                ...["orders-eu", "aab"].flatMap(reading),
                "publish audit.login to orders-eu",
                "publish paid to orders-eu",
                "publish audit.login to aab",
                "publish paid to aab",
                // It may write to both ends of such a binding, and read from them.
                "bind orders-eu to orders-eu",
                "bind aab to orders-eu",
                "bind orders-eu to aab",
                "bind aab to aab",
            ],
        ],
    ];
    for (const [client, may] of rights) {
        it(`such as the ${client} does over AMQP what it was declared for, and nothing else`, async () => {
            const connection = await connectAs(client);
            const tried = attempts(queues, exchanges);
            assert.deepEqual(await allowed(connection, tried), may);
        });
    }

    it("declares what it uses, and queues of its own, where it is told that it may", async () => {
        const connection = await connectAs("framework");
        const own = declarations("tasks", "commands", "framework");
        const others = [
            ...declarations("orders.eu", "events", "reader"),
            ...declarations("tasks-eu", "commands-eu", "frameworks"),
            ...attempts(queues, exchanges),
        ];
        assert.deepEqual(
            await allowed(connection, [...own, ...others]),
            own.map(({ what }) => what),
        );
        const silent = await connectAs("reader");
        assert.deepEqual(await allowed(silent, declarations("orders.eu", "events", "reader")), []);
    });

    it("is let into no virtual host but its own", async () => {
        for (const [client, vhost] of [
            ["writer", "/"],
            ["orders-api", "access"],
        ] as const) {
            assert.match(
                await refusal(await connectAs(client, vhost)),
                /access to vhost .* refused/,
            );
        }
    });

    it("is refused everything by the management API", async () => {
        for (const client of ["writer", "reader", "orders-api", "orders-worker"]) {
            const login = await loginOf(namespace, client);
            assert.deepEqual(await managementAnswers(management.port, login), [401]);
        }
    });

    it("opens no more connections and channels than it may, until the limits are lifted", async () => {
        await apply(withAccess({ maxConnections: 1, maxChannels: 1 }));
        const limited = await connectAs("reader");
        await limited.acquire();
        assert.match(await refusal(await connectAs("reader")), /connection limit/);
        assert.match(await refusal(limited), /number of channels opened .* limit of 1/);
        await apply(withAccess());
        const unlimited = await connectAs("reader");
        await unlimited.acquire();
        await unlimited.acquire();
        await (await connectAs("reader")).acquire();
    });

    it("is never guest", async () => {
        assert.match(await refusal(await connect("guest", "guest", "/")), /ACCESS_REFUSED/);
    });
});

function reading(queue: string): string[] {
    return [`get from ${queue}`, `consume from ${queue}`, `purge ${queue}`];
}

/** A virtual host of its own, whose messages nobody counts. */
function withAccess(limits: object = {}): StackConfiguration {
    const virtualHost = "access";
    return {
        ...configuration(),
        virtualHosts: {
            [virtualHost]: {
                queues: { "orders.eu": {}, "orders-eu": {}, "a+b": {}, aab: {}, tasks: {} },
                exchanges: { events: {}, commands: {} },
                bindings: { tasks: { exchange: "commands", queue: "tasks", routingKey: "stolen" } },
            },
        },
        clients: {
            writer: {
                virtualHost,
                publishesTo: ["orders.eu", "a+b", "events"],
                routingKeys: { events: "^audit\\." },
            },
            reader: { virtualHost, consumesFrom: ["orders.eu", "a+b"], ...limits },
            framework: { virtualHost, consumesFrom: ["tasks"], declares: true },
            "look-alike": {
                virtualHost,
                publishesTo: ["orders-eu", "aab"],
                consumesFrom: ["orders-eu", "aab"],
            },
        },
    };
}

/** What the broker says when a connection or its next channel is refused. */
async function refusal(connection: Connection): Promise<string> {
    const reason = new Promise<string>((resolve) =>
        connection.on("error", (error: Error) => resolve(String(error))),
    );
    const opened = connection.acquire().then(
        () => "it was let in",
        (error: Error) => String(error),
    );
    return Promise.race([reason, opened]);
}
