import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { AmqpConnection } from "../../../components/index";
import { QueueConsumer } from "../../../components/index";
import { autoscalerOf } from "../../../components/workload/scaledObject";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import type { ShopChanges } from "../shop";
import { shop, types } from "../shop";

const autoscaling = { maxReplicas: 10, messagesPerReplica: 100 };

const scaled = (changes: ShopChanges = {}) =>
    runProgram(
        shop({
            broker: { autoscaler: {}, ...changes.broker },
            consumer: { replicas: undefined, autoscaling, ...changes.consumer },
        }),
    );

const scaledObject = (recording: Recording) =>
    recording.get(types.scaledObject, "orders-worker").inputs;

describe("A consumer with autoscaling", () => {
    let recording: Recording;
    before(async () => {
        recording = await scaled();
    });

    it("has its number of pods set by KEDA, by the length of its queue", () => {
        const { apiVersion, kind, spec } = scaledObject(recording);
        assert.deepEqual(
            { apiVersion, kind, spec },
            {
                apiVersion: "keda.sh/v1alpha1",
                kind: "ScaledObject",
                spec: {
                    scaleTargetRef: {
                        apiVersion: "apps/v1",
                        kind: "Deployment",
                        name: "orders-worker",
                    },
                    minReplicaCount: 1,
                    maxReplicaCount: 10,
                    pollingInterval: 10,
                    cooldownPeriod: 300,
                    advanced: {
                        horizontalPodAutoscalerConfig: {
                            behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
                        },
                    },
                    triggers: [
                        {
                            type: "rabbitmq",
                            metadata: {
                                protocol: "http",
                                mode: "QueueLength",
                                value: "100",
                                queueName: "orders",
                                vhostName: "/",
                            },
                            authenticationRef: { name: "orders-worker" },
                        },
                    ],
                },
            },
        );
    });

    it("lets KEDA log in with the user of the broker's own Secret", () => {
        const { inputs } = recording.get(types.triggerAuthentication, "orders-worker");
        const name = "rabbitmq-autoscaler-auto";
        assert.equal(inputs["apiVersion"], "keda.sh/v1alpha1");
        assert.deepEqual(inputs["spec"], {
            secretTargetRef: [
                { parameter: "host", name, key: "host" },
                { parameter: "username", name, key: "username" },
                { parameter: "password", name, key: "password" },
            ],
        });
    });

    it("is scaled once it is there, and KEDA can log in", () => {
        const { dependencies } = recording.get(types.scaledObject, "orders-worker");
        for (const type of [types.deployment, types.triggerAuthentication]) {
            assert.ok(dependencies.includes(`${type}::orders-worker`), type);
        }
    });

    it("says no number of pods, which would undo what KEDA sets", () => {
        const { inputs } = recording.get(types.deployment, "orders-worker");
        assert.ok(!Object.hasOwn(inputs["spec"] as object, "replicas"));
        assert.equal(
            valueAt(recording.get(types.deployment, "orders-api").inputs, "spec", "replicas"),
            1,
        );
    });

    it("has a disruption budget where there may be two pods", async () => {
        assert.equal(budgets(recording), 1);
        const single = { autoscaling: { ...autoscaling, minReplicas: 0, maxReplicas: 1 } };
        assert.equal(budgets(await scaled({ consumer: single })), 0);
    });

    const budgets = ({ childrenOf }: Recording) =>
        childrenOf("orders-worker").filter(({ type }) => type === types.disruptionBudget).length;

    it("is scaled as it is told", async () => {
        const told = {
            minReplicas: 0,
            maxReplicas: 3,
            messagesPerReplica: 5000,
            scaleDownSeconds: 60,
        };
        const spec = valueAt(
            scaledObject(await scaled({ consumer: { autoscaling: told } })),
            "spec",
        );
        const at = (...path: (string | number)[]) => valueAt(spec, ...path);
        const behavior = ["advanced", "horizontalPodAutoscalerConfig", "behavior"];
        assert.deepEqual(
            {
                minReplicas: at("minReplicaCount"),
                maxReplicas: at("maxReplicaCount"),
                messagesPerReplica: Number(at("triggers", 0, "metadata", "value")),
                scaleDownSeconds: at("cooldownPeriod"),
            },
            told,
        );
        assert.equal(at(...behavior, "scaleDown", "stabilizationWindowSeconds"), 60);
    });

    it("looks into its own virtual host", async () => {
        const eu = await scaled({
            broker: {
                virtualHosts: { eu: { queues: { orders: {} } } },
                clients: {
                    "orders-api": { publishesTo: ["orders"] },
                    "orders-worker": { virtualHost: "eu", consumesFrom: ["orders"] },
                },
            },
        });
        const { spec } = scaledObject(eu);
        assert.equal(valueAt(spec, "triggers", 0, "metadata", "vhostName"), "eu");
    });
});

describe("Autoscaling by a connection from another stack or language", () => {
    const connection: AmqpConnection = {
        secretName: "amqp",
        namespace: "billing",
        autoscaler: { secretName: "keda-rabbitmq" },
    };
    const consumer = (given: pulumi.Input<AmqpConnection>) => () => {
        new QueueConsumer("invoices", {
            connection: given,
            queue: "orders",
            image: "billing/invoices:2.0.0",
            autoscaling,
        });
    };

    it("is the same as by a plain one", async () => {
        const plain = await runProgram(consumer(connection));
        const output = await runProgram(consumer(pulumi.output(connection)));
        for (const type of [types.scaledObject, types.triggerAuthentication]) {
            const { inputs } = plain.get(type, "invoices");
            assert.deepEqual(output.get(type, "invoices").inputs, inputs);
            assert.equal(valueAt(inputs, "metadata", "namespace"), "billing");
        }
    });

    it("fails when the other broker has no autoscaler", () => {
        assert.throws(
            () => autoscalerOf({ secretName: "amqp" }),
            /^Error: The connection has no autoscaler: set autoscaler: {} on its broker\.$/,
        );
    });
});
