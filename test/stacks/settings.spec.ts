import assert from "node:assert/strict";

import { readSettings } from "../../stacks/settings";
import { project, stackConfiguration, stacks } from "../harness";
import { configuration, read, smallest } from "./smallestConfiguration";

describe("readSettings", () => {
    for (const stack of stacks) {
        it(`accepts the configuration of stack ${stack}`, () => {
            const settings = readSettings(project, stackConfiguration(stack));
            assert.deepEqual(Object.keys(settings.producers), ["orders-api"]);
            assert.deepEqual(Object.keys(settings.consumers), ["orders-worker"]);
            assert.deepEqual(Object.keys(settings.broker.queues ?? {}), ["orders"]);
        });
    }

    it("makes each workload a client with the rights that it needs, and no other", () => {
        const { broker } = read({
            ...smallest,
            exchanges: { events: {} },
            clients: { reports: { consumesFrom: ["orders.dead-letters"] } },
            producers: {
                "orders-api": { queue: "orders", image: "a:1", credentialVersion: 2 },
                "events-api": { exchange: "events", routingKey: "x", image: "a:1" },
            },
        });
        const stated = JSON.parse(JSON.stringify(broker.clients)) as unknown;
        assert.deepEqual(stated, {
            reports: { consumesFrom: ["orders.dead-letters"] },
            "orders-api": { publishesTo: ["orders"], credentialVersion: 2 },
            "events-api": { publishesTo: ["events"] },
            "orders-worker": { consumesFrom: ["orders"] },
        });
    });

    it("lets a workload declare, and a consumer publish its results, where its entry says so", () => {
        const consumer = { queue: "orders", image: "a:1", declares: true, publishesTo: ["events"] };
        const { broker } = read({
            ...smallest,
            exchanges: { events: {} },
            producers: { "orders-api": { queue: "orders", image: "a:1", declares: true } },
            consumers: { "orders-worker": consumer },
        });
        assert.deepEqual(JSON.parse(JSON.stringify(broker.clients)), {
            "orders-api": { publishesTo: ["orders"], declares: true },
            "orders-worker": {
                consumesFrom: ["orders"],
                publishesTo: ["events"],
                declares: true,
            },
        });
    });

    it("gives a workload the rights that its framework needs, unless its entry says that it declares nothing", () => {
        const consumer = { queue: "orders", image: "a:1", framework: "Celery" };
        const { broker } = read({
            ...smallest,
            producers: { "orders-api": { queue: "orders", image: "a:1", framework: "SpringBoot" } },
            consumers: { tasks: consumer, silent: { ...consumer, declares: false } },
        });
        const used = { consumesFrom: ["orders"], publishesTo: ["orders"] };
        assert.deepEqual(JSON.parse(JSON.stringify(broker.clients)), {
            "orders-api": { publishesTo: ["orders"], declares: true },
            tasks: { ...used, declares: true },
            silent: { ...used, declares: false },
        });
    });

    it("makes one client of all that a workload's entry says of what it consumes, publishes, asks and answers", () => {
        const image = "a:1";
        const queue = "questions";
        const { broker } = read({
            ...smallest,
            virtualHosts: { desk: { queues: { questions: {}, tasks: {}, results: {} } } },
            producers: {
                asker: {
                    ...{ queue, image, virtualHost: "desk", receivesReplies: true },
                    publishesTo: ["tasks"],
                    consumesFrom: ["results"],
                },
            },
            consumers: {
                worker: {
                    ...{ queues: ["questions", "tasks"], image, virtualHost: "desk" },
                    results: { queue: "results" },
                    repliesTo: ["asker"],
                },
            },
        });
        assert.deepEqual(JSON.parse(JSON.stringify(broker.clients)), {
            asker: {
                virtualHost: "desk",
                publishesTo: ["questions", "tasks"],
                consumesFrom: ["results"],
                receivesReplies: true,
            },
            worker: {
                virtualHost: "desk",
                publishesTo: ["results"],
                consumesFrom: ["questions", "tasks"],
                repliesTo: ["asker"],
            },
        });
    });

    it("gives the broker an autoscaler once a consumer is scaled, and not before", () => {
        const autoscaling = { maxReplicas: 5, messagesPerReplica: 100 };
        const consumers = { "orders-worker": { queue: "orders", image: "a:1", autoscaling } };
        assert.equal(read(smallest).broker.autoscaler, undefined);
        assert.deepEqual(read({ ...smallest, consumers }).broker.autoscaler, {});
        const broker = { autoscaler: { namespace: "scaling" } };
        assert.deepEqual(read({ ...smallest, consumers, broker }).broker.autoscaler, {
            namespace: "scaling",
        });
    });

    it("takes a broker without workloads", () => {
        const { producers, consumers, createNamespace } = read({
            ...smallest,
            queues: undefined,
            producers: undefined,
            consumers: undefined,
        });
        assert.deepEqual(
            { producers, consumers, createNamespace },
            {
                producers: {},
                consumers: {},
                createNamespace: false,
            },
        );
    });

    it("ignores the keys of other namespaces", () => {
        const config = { ...configuration(smallest), "pulumi:tags": "{}", "aws:region": "x" };
        assert.equal(readSettings(project, config).namespace, "shop");
    });

    it("keeps text as it is, even if it could be read as JSON", () => {
        const kubeconfig = JSON.stringify({ users: [{ user: { token: "canary" } }] });
        const settings = read({ ...smallest, namespace: "2024", kubeContext: "true", kubeconfig });
        assert.equal(settings.namespace, "2024");
        assert.equal(settings.kubeContext, "true");
        assert.equal(settings.kubeconfig, kubeconfig);
    });
});
