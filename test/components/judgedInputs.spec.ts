import assert from "node:assert/strict";

import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import type { QueueConsumerArgs, RabbitMqBrokerArgs } from "../../components/index";
import { QueueConsumer, RabbitMqBroker, RabbitMqCluster } from "../../components/index";
import { runFailing, runProgram } from "../harness";
import { canary } from "../mocks";
import { unknown } from "../recorder";
import { valueAt } from "../valueAt";
import { types } from "./shop";

/** What another resource decides, and a preview cannot know; an `up` knows it as `NAME-id`. */
const decided = (name: string): pulumi.Output<string> => new ConfigMap(name).id;

/** What an output hands over that is known in a preview. */
const known = <T>(value: T) => pulumi.output(value);

const broker = (args: () => RabbitMqBrokerArgs) => () => {
    const { statefulSetName } = new RabbitMqBroker("rabbitmq", args());
    return { statefulSetName };
};

const consumer = (args: () => Partial<QueueConsumerArgs>) => () =>
    new QueueConsumer("orders-worker", {
        connection: { secretName: "orders" },
        queue: "orders",
        image: "shop/worker:1.4.2",
        ...args(),
    });

const preview = { preview: true };

describe("An argument that another resource decides", () => {
    it("is judged in the preview that knows it, with all that is wrong at once, before anything is made", async () => {
        const program = broker(() => ({
            namespace: known("My_Shop"),
            storage: { storageClassName: known("Fast_Disks") },
            clientNamespaces: ["billing", known("Other_Team")],
        }));
        const { error, resources } = await runFailing(program, preview);
        assert.match(error.message, /RabbitMqBroker "rabbitmq" has 3 problems:/);
        for (const problem of [
            'namespace is "My_Shop"; allowed: namespaces',
            'storage.storageClassName is "Fast_Disks"; allowed: at most 253',
            'clientNamespaces is "Other_Team"; allowed: namespaces',
        ]) {
            assert.ok(error.message.includes(problem), problem);
        }
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("kubernetes:")),
            [],
        );
    });

    it("hides nothing in a preview that does not know it, and is judged by the update before it is used", async () => {
        const program = broker(() => ({
            storage: { storageClassName: decided("Fast_Disks") },
            queues: { orders: {} },
        }));
        const recording = await runProgram(program, preview);
        const { inputs } = recording.get(types.statefulSet, "rabbitmq");
        const claim = ["spec", "volumeClaimTemplates", 0, "spec", "storageClassName"] as const;
        assert.equal(valueAt(inputs, ...claim), unknown);
        assert.equal(valueAt(inputs, "spec", "replicas"), 1);

        const { error, ofType } = await runFailing(program);
        assert.match(error.message, /storage\.storageClassName is "Fast_Disks-id"; allowed/);
        assert.deepEqual(ofType(types.statefulSet), []);
    });

    it("is judged together with what others decide, as far as each is known", async () => {
        const program = broker(() => ({
            namespace: decided("shop"),
            storage: { storageClassName: known("Fast_Disks") },
            autoscaler: { namespace: known("Not_Keda") },
        }));
        const { error } = await runFailing(program, preview);
        assert.match(error.message, /has 2 problems:[^]*Fast_Disks[^]*Not_Keda/);
    });

    it("is judged where the operator runs the broker, too", async () => {
        const program = () => {
            const { host } = new RabbitMqCluster("rabbit", {
                namespace: known("My_Shop"),
                image: known("rabbitmq:3.13.7"),
            });
            return { host };
        };
        const { error, resources } = await runFailing(program, preview);
        assert.match(error.message, /RabbitMqCluster "rabbit" has 2 problems:/);
        assert.match(error.message, /namespace is "My_Shop"[^]*image is "rabbitmq:3\.13\.7"/);
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("kubernetes:")),
            [],
        );
    });

    it("ends up where it belongs", async () => {
        const program = broker(() => ({
            namespace: decided("shop"),
            clientNamespaces: [decided("billing")],
            storage: { storageClassName: decided("fast") },
        }));
        const { get } = await runProgram(program);
        const { inputs } = get(types.statefulSet, "rabbitmq");
        assert.equal(valueAt(inputs, "metadata", "namespace"), "shop-id");
        const claim = ["spec", "volumeClaimTemplates", 0, "spec", "storageClassName"] as const;
        assert.equal(valueAt(inputs, ...claim), "fast-id");
        const policy = JSON.stringify(get(types.networkPolicy, "rabbitmq").inputs);
        assert.ok(policy.includes('"kubernetes.io/metadata.name":"billing-id"'), policy);
    });

    it("is not shown where it is a secret", async () => {
        const program = consumer(() => ({
            image: new RandomPassword("No Image", { length: 9 }).result,
        }));
        const { error } = await runFailing(program);
        assert.match(error.message, /image is a secret, and not what is allowed/);
        assert.ok(!error.message.includes(canary), error.message);
    });

    it("may be the variables of a workload as a whole", async () => {
        const given = consumer(() => ({ env: known({ LEVEL: "debug", REGION: decided("eu") }) }));
        const { get } = await runProgram(given);
        const container = ["spec", "template", "spec", "containers", 0, "env"] as const;
        const env = valueAt(get(types.deployment, "orders-worker").inputs, ...container);
        const variables = env as { name: string; value?: string }[];
        assert.deepEqual(
            variables.filter(({ name }) => ["LEVEL", "REGION"].includes(name)),
            [
                { name: "LEVEL", value: "debug" },
                { name: "REGION", value: "eu-id" },
            ],
        );
        const reserved = consumer(() => ({ env: known({ AMQP_URL: "mine", "1ST": "a" }) }));
        const { error } = await runFailing(reserved, preview);
        assert.match(error.message, /has 2 problems:[^]*env\.1ST is[^]*env\.AMQP_URL is/);
    });

    it("may be the number of a workload's pods, which capacity is held against", async () => {
        const pods = (name: string) => decided(name).apply((id) => id.length);
        const { get } = await runProgram(consumer(() => ({ replicas: pods("12345") })));
        const { inputs, options } = get(types.deployment, "orders-worker");
        assert.equal(valueAt(inputs, "spec", "replicas"), 8);
        // Nobody knows how long so many take, and whether there is one alone.
        assert.equal(options.customTimeouts.create, "7200s");
        get(types.disruptionBudget, "orders-worker");
        const capacity = { arrivalsPerSecond: 100, secondsPerMessage: 1 };
        const few = consumer(() => ({ replicas: pods("12345"), capacity }));
        const { error, ofType } = await runFailing(few);
        assert.match(error.message, /replicas is 8; allowed: at least \d+, for capacity/);
        assert.deepEqual(ofType(types.deployment), []);
        const scheduled = consumer(() => ({ replicas: pods("1"), schedule: { cron: "@daily" } }));
        const refused = await runFailing(scheduled, preview);
        assert.match(refused.error.message, /replicas is known only later; allowed: nothing with/);
    });
});
