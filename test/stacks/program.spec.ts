import assert from "node:assert/strict";

import { localContext } from "../../stacks/clusterAccess";
import type { Recording, StackName } from "../harness";
import {
    asConfiguration,
    localKubeconfig,
    project,
    runFailing,
    runProgram,
    runStack,
    stackConfiguration,
    stackProgram,
    stacks,
} from "../harness";
import { canary } from "../mocks";
import { isSecret, plainText, unwrapSecret } from "../secretEnvelope";
import { valueAt } from "../valueAt";

/** How many resources of each type a stack has. */
function counts({ resources }: Recording): { [type: string]: number } {
    const types = resources.map(({ type }) => type).sort();
    return Object.fromEntries(
        [...new Set(types)].map((type) => [type, types.filter((one) => one === type).length]),
    );
}

/** What every stack has, whatever its size: one broker, one producer, one consumer. */
const always = {
    "kubernetes:apps/v1:Deployment": 2,
    "kubernetes:apps/v1:StatefulSet": 1,
    "kubernetes:batch/v1:CronJob": 1,
    "kubernetes:batch/v1:Job": 1,
    "kubernetes:core/v1:ConfigMap": 3,
    "kubernetes:core/v1:Secret": 6,
    "kubernetes:core/v1:SecretPatch": 1,
    "kubernetes:core/v1:Service": 4,
    "kubernetes:core/v1:ServiceAccount": 3,
    "kubernetes:networking.k8s.io/v1:NetworkPolicy": 4,
    "pulumi:providers:kubernetes": 1,
    "queue-workloads:index:QueueConsumer": 1,
    "queue-workloads:index:QueueProducer": 1,
    "queue-workloads:index:RabbitMqBroker": 1,
    "random:index/randomBytes:RandomBytes": 3,
    "random:index/randomPassword:RandomPassword": 4,
};

const namespace = { "kubernetes:core/v1:Namespace": 1 };
const budgets = (count: number) => ({ "kubernetes:policy/v1:PodDisruptionBudget": count });
const volumes = (count: number) => ({ "kubernetes:core/v1:PersistentVolumeClaimPatch": count });

/** The certificate that cert-manager makes, and the Job that looks at it. */
const tls = { "kubernetes:cert-manager.io/v1:Certificate": 1, "kubernetes:batch/v1:Job": 2 };

const expected: { [stack in StackName]: { [type: string]: number } } = {
    local: { ...always, ...namespace, ...budgets(2), ...volumes(3) },
    dev: { ...always, ...namespace, ...budgets(1), ...volumes(1) },
    staging: { ...always, ...tls, ...budgets(3), ...volumes(3) },
    prod: { ...always, ...tls, ...budgets(3), ...volumes(3) },
};

const replicas = {
    local: { broker: 3, producer: 1, consumer: 3 },
    dev: { broker: 1, producer: 1, consumer: 3 },
    staging: { broker: 3, producer: 2, consumer: 3 },
    prod: { broker: 3, producer: 3, consumer: 6 },
};

for (const stack of stacks) {
    describe(`The program as stack ${stack}`, () => {
        let recording: Recording;
        before(async () => {
            recording = await runStack(stack);
        });

        it("registers what it should and nothing else", () => {
            assert.deepEqual(counts(recording), expected[stack]);
        });

        it("runs as many pods as the stack file says", () => {
            const replicasOf = (type: string, name: string) =>
                valueAt(recording.get(type, name).inputs, "spec", "replicas");
            assert.deepEqual(
                {
                    broker: replicasOf("kubernetes:apps/v1:StatefulSet", "rabbitmq"),
                    producer: replicasOf("kubernetes:apps/v1:Deployment", "orders-api"),
                    consumer: replicasOf("kubernetes:apps/v1:Deployment", "orders-worker"),
                },
                replicas[stack],
            );
        });

        it("registers the same in a preview that knows nothing yet", async () => {
            assert.deepEqual(counts(await runStack(stack, { preview: true })), expected[stack]);
        });

        it("gives every Kubernetes object to the provider of the cluster that the stack names", () => {
            const { inputs, urn } = recording.get("pulumi:providers:kubernetes", "cluster");
            const context = stack === "local" ? localContext : stack;
            assert.equal(inputs["context"], context);
            assert.equal(inputs["clusterIdentifier"], context);
            for (const { type, name, provider } of recording.resources) {
                if (type.startsWith("kubernetes:")) {
                    assert.ok(provider.startsWith(`${urn}::`), `${type} ${name}`);
                }
            }
        });

        it("has no provider by default, which would talk to the current cluster", () => {
            const { "pulumi:disable-default-providers": disabled } = stackConfiguration(stack);
            assert.equal(disabled, '["kubernetes"]');
        });

        it("puts every object into the stack's namespace", () => {
            const wanted = stackConfiguration(stack)[`${project}:namespace`];
            for (const { type, name, inputs } of recording.resources) {
                if (type.startsWith("kubernetes:") && !type.endsWith(":Namespace")) {
                    assert.equal(valueAt(inputs, "metadata", "namespace"), wanted, name);
                }
            }
        });

        it("exports names, and no password", () => {
            assert.deepEqual(Object.keys(recording.outputs).sort(), [
                "administratorSecret",
                "brokerAccess",
                "brokerHost",
                "connections",
                "tenants",
            ]);
            assert.doesNotMatch(JSON.stringify(recording.outputs), new RegExp(canary));
        });
    });
}

describe("The program", () => {
    const kubeconfigOf = (recording: Recording) =>
        recording.get("pulumi:providers:kubernetes", "cluster").inputs["kubeconfig"];

    it("reads the kubeconfig of the throwaway cluster as stack local", async () => {
        assert.equal(unwrapSecret(kubeconfigOf(await runStack("local"))), localKubeconfig);
    });

    it("leaves the kubeconfig to Kubernetes' usual places when the stack names none", async () => {
        assert.equal(kubeconfigOf(await runStack("prod")), undefined);
    });

    it("keeps a kubeconfig out of the plain state", async () => {
        const kubeconfig = JSON.stringify({ users: [{ user: { token: canary } }] });
        const own = asConfiguration({ [`${project}:kubeconfig`]: kubeconfig });
        const recording = await runStack("prod", {
            config: { ...stackConfiguration("prod"), ...own },
        });
        assert.ok(isSecret(kubeconfigOf(recording)));
        assert.equal(unwrapSecret(kubeconfigOf(recording)), kubeconfig);
        assert.doesNotMatch(plainText(recording.resources), /token/);
    });

    it("guards the namespace that it creates", async () => {
        const { inputs } = (await runStack("dev")).get("kubernetes:core/v1:Namespace", "shop-dev");
        const enforced = "pod-security.kubernetes.io/enforce";
        assert.equal(valueAt(inputs, "metadata", "labels", enforced), "restricted");
    });

    it("registers nothing when the configuration is wrong", async () => {
        const config = { ...stackConfiguration("prod"), [`${project}:broker`]: '{"replicas":2}' };
        const { error, resources } = await runFailing(stackProgram, { stack: "prod", config });
        assert.equal(
            error.message,
            "The stack configuration has 1 problem:\n  queue-workloads:broker.replicas is 2; " +
                "allowed: 1, 3, 5, 7. Use 3: a quorum needs an odd number of nodes.",
        );
        assert.deepEqual(resources, []);
    });

    it("lets the SDK take short stack traces only", async () => {
        let frames: string[] = [];
        const program = () => {
            stackProgram();
            frames = new Error("here").stack!.split("\n").slice(1);
        };
        await runProgram(program, { stack: "prod", config: stackConfiguration("prod") });
        assert.equal(frames.length, 2);
    });
});
