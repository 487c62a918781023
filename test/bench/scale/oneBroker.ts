import assert from "node:assert/strict";

import { topologyData } from "../../../components/broker/definitionsSecret";
import { ReconcilerTask } from "../../../components/broker/topologyPod";
import type { TopologyArgs, VirtualHost } from "../../../components/index";
import { topologyDefaults } from "../../../components/topology/defaults";
import { bootDefinitions, renderDefinitions } from "../../../components/topology/definitions";
import { passwordHash } from "../../../components/topology/passwordHash";
import { credentials } from "../../../components/topology/users";
import { BrokerWithoutCluster } from "../../e2e/brokerWithoutCluster";
import { secondsFor, since } from "../measure";
import type { Row } from "./table";
import { rowsOf } from "./table";

/** Virtual hosts: each has 78 queues with a dead letter queue each, and 16 clients. */
const sizes = [4, 16, 64];
const [queues, clients] = [78, 16];

interface Size {
    queues: number;
    clients: number;
    renderSeconds: number;
    definitions: number;
    secret: number;
    boot: number;
    first: number;
    unchanged: number;
    oneMore: number;
    hundred: number;
    start: number;
    memory: number;
}

/** What one node of RabbitMQ, the Job and its Secrets make of ever more queues and clients. */
export async function oneBroker(): Promise<Row[]> {
    return rowsOf(sizes, measure, [
        ["queues, those for dead letters included", "queues"],
        ["clients", "clients"],
        ["completing and rendering the definitions", "renderSeconds", "s"],
        ["definitions", "definitions", "kB"],
        ["the Secret with them", "secret", "kB"],
        ["the Secret that a node boots with", "boot", "kB"],
        ["the Job, on a broker that has nothing", "first", "s"],
        ["the Job, where nothing has changed", "unchanged", "s"],
        ["the Job, for one more queue", "oneMore", "s"],
        ["a hundred more queues, imported by RabbitMQ alone", "hundred", "s"],
        ["RabbitMQ stopped and started on all of it", "start", "s"],
        ["memory of the node", "memory", "MB"],
    ]);
}

async function measure(virtualHosts: number): Promise<Size> {
    const declared = topology(virtualHosts);
    const broker = new BrokerWithoutCluster();
    await broker.start();
    const apply = async (args: TopologyArgs) =>
        secondsFor(async () => {
            const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, args);
            assert.equal(exitCode, 0, all);
        });
    try {
        const first = await apply(declared);
        const unchanged = await apply(declared);
        const oneMore = await apply({ ...declared, queues: { more: { deadLetterQueue: false } } });
        const hundred = await secondsFor(() => broker.ask("POST", "definitions", hundredQueues()));
        await broker.ctl("stop_app");
        const start = await secondsFor(async () => broker.ctl("start_app"));
        const memory = Number(await broker.ctl("eval", "--silent", "erlang:memory(total)."));
        return {
            ...sizesOf(declared),
            ...{ first, unchanged, oneMore, hundred, start, memory: memory / 1e6 },
        };
    } finally {
        await broker.stop();
    }
}

/** What shows how much of the time is RabbitMQ's own. */
function hundredQueues(): object {
    const queue = { vhost: "/", durable: true, arguments: { "x-queue-type": "quorum" } };
    return {
        queues: Array.from({ length: 100 }, (_, index) => ({ ...queue, name: `more-${index}` })),
    };
}

function topology(virtualHosts: number): TopologyArgs {
    const names = Array.from({ length: virtualHosts }, (_, index) => `team-${index}`);
    const named = names.flatMap((virtualHost) =>
        Array.from({ length: clients }, (_, index) => ({
            name: `${virtualHost}-worker-${index}`,
            client: { virtualHost, consumesFrom: queuesOf(index) },
        })),
    );
    const host: VirtualHost = {
        queues: Object.fromEntries(
            Array.from({ length: queues }, (_, index) => [nameOf(index), {}]),
        ),
    };
    return {
        virtualHosts: Object.fromEntries(names.map((name) => [name, host])),
        clients: Object.fromEntries(named.map(({ name, client }) => [name, client])),
    };
}

/** Each queue has a client, and each client as many as any other. */
function queuesOf(client: number): string[] {
    const each = Math.ceil(queues / clients);
    const last = Math.min((client + 1) * each, queues);
    return Array.from({ length: last - client * each }, (_, index) =>
        nameOf(client * each + index),
    );
}

function nameOf(index: number): string {
    return `orders-of-customer-${index}`;
}

function sizesOf(args: TopologyArgs) {
    const started = performance.now();
    const settings = topologyDefaults(args);
    const users = Object.entries(settings.clients)
        .flatMap(([name, client]) => credentials(name, client))
        .map((user) => ({ ...user, passwordHash: passwordHash(user.owner, "AAAAAA==") }));
    const definitions = renderDefinitions("scale", settings, users);
    const json = JSON.stringify(definitions);
    const renderSeconds = since(started);
    const bytes = (data: { [key: string]: string }) =>
        Object.values(data).reduce((sum, value) => sum + Buffer.from(value, "base64").length, 0);
    return {
        queues: definitions.queues.length,
        clients: users.length,
        renderSeconds,
        definitions: json.length / 1000,
        secret: bytes(topologyData(json)) / 1000,
        boot: JSON.stringify(bootDefinitions(definitions)).length / 1000,
    };
}
