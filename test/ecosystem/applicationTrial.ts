import assert from "node:assert/strict";

import type { Options, ResultPromise } from "execa";
import { execa } from "execa";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { Framework, TopologyArgs } from "../../components/index";
import { frameworks } from "../../components/workload/frameworks/catalogue";
import { BrokerWithoutCluster } from "../e2e/brokerWithoutCluster";
import { kill, ReferenceWorkload } from "../e2e/referenceProcesses";
import { Gate } from "./gate";
import { publish } from "./publish";

const virtualHost = "a shop/eu";
const host = encodeURIComponent(virtualHost);
export const queue = "orders";

/** A real node behind a gate, with the queue `orders` and what its framework needs, and the processes of an application. */
export class ApplicationTrial {
    public readonly broker = new BrokerWithoutCluster();
    public readonly gate = new Gate();
    private readonly running: ResultPromise[] = [];
    private readonly declared: TopologyArgs;

    constructor(framework: Framework, declares = true) {
        const needed = frameworks[framework];
        const publishesTo = needed.publishesTo?.([queue]) ?? [];
        const consumesFrom = needed.consumesFrom?.([queue]) ?? [queue];
        const queues = Object.fromEntries(
            [...consumesFrom, ...publishesTo].map((name) => [name, { deliveryLimit: 5 }]),
        );
        this.declared = {
            virtualHosts: { [virtualHost]: { queues } },
            clients: {
                api: { virtualHost, publishesTo: [queue] },
                worker: { virtualHost, publishesTo, consumesFrom, declares },
            },
        };
    }

    /** With the gate closed, while something else is made ready. */
    public async start(...others: Promise<unknown>[]): Promise<void> {
        await Promise.all([this.broker.start(), this.gate.prepare(), ...others]);
        await this.apply();
    }

    public async stop(): Promise<void> {
        this.running.forEach(kill);
        await Promise.all(this.running);
        await this.gate.close();
        await this.broker.stop();
    }

    /** Fails where what is there is not what is declared. */
    public async apply(): Promise<void> {
        const { exitCode, all } = await this.broker.reconcile(ReconcilerTask.Apply, this.declared);
        assert.equal(exitCode, 0, all);
    }

    public login(client: "api" | "worker") {
        return {
            ...{ scheme: "amqp", host: "127.0.0.1", port: this.gate.port, virtualHost },
            ...{ username: `${client}-v1`, password: client },
        };
    }

    /** Starts a process that knows nothing but this environment. */
    public run(
        program: string,
        args: string[],
        env: { [name: string]: string },
        options: Options = {},
    ): ReferenceWorkload {
        const child = execa(program, args, {
            stderr: "ignore",
            ...options,
            env: { PATH: process.env.PATH, ...env },
            extendEnv: false,
            all: true,
            reject: false,
        });
        this.running.push(child);
        return new ReferenceWorkload(child);
    }

    public deleteQueue(): Promise<Response> {
        return this.broker.ask("DELETE", `queues/${host}/${queue}`);
    }

    public async hasQueue(): Promise<boolean> {
        return (await this.broker.names(`queues/${host}`)).includes(queue);
    }

    /** What the management API counts of a queue, NaN as long as it knows nothing. */
    public async count(what: "messages" | "consumers", of = queue): Promise<number> {
        const answer = await this.broker.ask("GET", `queues/${host}/${of}`);
        return ((await answer.json()) as { messages?: number; consumers?: number })[what] ?? NaN;
    }

    /** Publishes each of these bodies under its message id. */
    public async publish(bodies: { [messageId: string]: object }): Promise<void> {
        const { username, password, port } = this.login("api");
        await publish(
            { hostname: "127.0.0.1", port, username, password, vhost: virtualHost },
            Object.entries(bodies).map(([messageId, body]) => ({
                to: { exchange: queue, routingKey: queue, messageId },
                body,
            })),
        );
    }
}
