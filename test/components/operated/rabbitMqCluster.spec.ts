import assert from "node:assert/strict";

import type { RabbitMqClusterArgs } from "../../../components/index";
import { RabbitMqCluster, RabbitMqTopology } from "../../../components/index";
import { changeProblems } from "../../../components/operated/guard";
import { clusterProblems } from "../../../components/operated/problems";
import type { Recording } from "../../harness";
import { runFailing, runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import { types } from "../shop";

const kind = "kubernetes:rabbitmq.com/v1beta1:RabbitmqCluster";

// A changed line destroys and recreates what users have, messages included. Never change one without an alias.
const frozen = [
    "kubernetes:networking.k8s.io/v1:NetworkPolicy::hare",
    "kubernetes:policy/v1:PodDisruptionBudget::hare",
    `${kind}::hare`,
];

const hare = (args: RabbitMqClusterArgs = {}) =>
    runProgram(() => {
        new RabbitMqCluster("hare", { namespace: "messaging", replicas: 3, ...args });
    });
const identities = ({ childrenOf }: Recording) =>
    childrenOf("hare")
        .map(({ type, name }) => `${type}::${name}`)
        .sort();
const specOf = (recording: Recording) => valueAt(recording.get(kind, "hare").inputs, "spec");

describe("A RabbitMqCluster", () => {
    it("has these children, and no disruption budget with one node", async () => {
        assert.deepEqual(identities(await hare()), frozen);
        const single = await hare({ replicas: 1 });
        assert.deepEqual(
            identities(single),
            frozen.filter((identity) => !identity.includes("Budget")),
        );
        assert.equal(single.ofType("queue-workloads:index:RabbitMqCluster").length, 1);
    });

    it("asks the operator for what its arguments say, and Pulumi to wait for it", async () => {
        const recording = await hare({
            resources: { cpu: "250m", memoryMiB: 512 },
            storage: { sizeGiB: 4, storageClassName: "fast" },
            additionalPlugins: ["rabbitmq_top"],
            additionalConfig: { heartbeat: "30", channel_max: "128" },
            spec: { delayStartSeconds: 5, rabbitmq: { advancedConfig: "[]." }, tolerations: [] },
        });
        const { affinity, ...spec } = specOf(recording) as { [field: string]: unknown };
        assert.deepEqual(spec, {
            delayStartSeconds: 5,
            tolerations: [],
            replicas: 3,
            image: "docker.io/library/rabbitmq:4.3.6-management",
            resources: {
                requests: { cpu: "250m", memory: "512Mi" },
                limits: { memory: "512Mi" },
            },
            persistence: { storage: "4Gi", storageClassName: "fast" },
            terminationGracePeriodSeconds: 90,
            rabbitmq: {
                advancedConfig: "[].",
                additionalPlugins: ["rabbitmq_top"],
                additionalConfig: "channel_max = 128\nheartbeat = 30\n",
            },
        });
        assert.match(JSON.stringify(affinity), /kubernetes\.io\/hostname/);
        const { inputs } = recording.get(kind, "hare");
        assert.equal(
            valueAt(inputs, "metadata", "annotations", "pulumi.com/waitFor"),
            '["condition=AllReplicasReady","condition=ReconcileSuccess"]',
        );
    });

    it("says how it is reached, with TLS and without", async () => {
        const access = async (args: RabbitMqClusterArgs) => {
            const { get } = await hare(args);
            return get("queue-workloads:index:RabbitMqCluster", "hare").outputs?.["brokerAccess"];
        };
        const common = {
            host: "hare.messaging.svc",
            namespace: "messaging",
            administratorSecretName: "hare-default-user",
            image: "docker.io/library/rabbitmq:4.3.6-management",
            broker: "hare",
        };
        assert.deepEqual(await access({}), { ...common, port: 5672, managementPort: 15672 });
        assert.deepEqual(await access({ tls: { secretName: "certificate" } }), {
            ...common,
            ...{ port: 5671, managementPort: 15671, tls: true },
            certificateAuthority: { name: "certificate", key: "ca.crt" },
        });
        const spec = specOf(await hare({ tls: { secretName: "certificate" } }));
        assert.deepEqual(valueAt(spec, "tls"), {
            secretName: "certificate",
            disableNonTLSListeners: true,
        });
    });

    it("lets in its own nodes, monitoring, and what a topology on it lets in", async () => {
        const recording = await runProgram(() => {
            const cluster = new RabbitMqCluster("hare", {
                namespace: "messaging",
                monitoringNamespaces: ["rabbitmq-system"],
            });
            new RabbitMqTopology("billing", { broker: cluster.brokerAccess, namespace: "billing" });
        });
        const pods = {
            matchLabels: {
                "app.kubernetes.io/name": "hare",
                "app.kubernetes.io/component": "rabbitmq",
            },
        };
        const own = valueAt(recording.get(types.networkPolicy, "hare").inputs, "spec");
        assert.deepEqual(valueAt(own, "podSelector"), pods);
        const ports = (index: number) => valueAt(own, "ingress", index, "ports");
        const tcp = (port: number) => ({ protocol: "TCP", port });
        assert.deepEqual(ports(0), [
            ...[4369, 25672].map(tcp),
            { ...tcp(35672), endPort: 35682 },
            { ...tcp(6000), endPort: 6500 },
        ]);
        assert.deepEqual(ports(1), [tcp(5672)]);
        assert.deepEqual(ports(2), [15672, 15692].map(tcp));
        const { inputs } = recording.get(types.networkPolicy, "billing-access");
        assert.deepEqual(valueAt(inputs, "spec", "podSelector"), pods);
    });

    it("is refused with everything that is wrong, before anything is registered", async () => {
        const { error, resources } = await runFailing(() => {
            new RabbitMqCluster("hare", {
                ...{ replicas: 2, image: "rabbitmq:4.2", drainTimeoutSeconds: 0 },
                resources: { cpu: "x", memoryMiB: 1 },
                storage: { sizeGiB: 0 },
                additionalPlugins: ["Top!"],
                additionalConfig: { default_pass: "hunter2", "listeners.tcp.1": "5673" },
                spec: { replicas: 3, rabbitmq: { additionalConfig: "default_pass = hunter2" } },
            });
        });
        assert.doesNotMatch(error.message, /hunter2/);
        assert.deepEqual(
            error.message
                .split("\n")
                .slice(1)
                .map((line) => line.trim().split(" ")[0]),
            [
                "replicas",
                "image",
                "resources.cpu",
                "resources.memoryMiB",
                "storage.sizeGiB",
                "drainTimeoutSeconds",
                "additionalPlugins",
                "additionalConfig.default_pass",
                "additionalConfig.listeners.tcp.1",
                "spec.replicas",
                "spec.rabbitmq.additionalConfig",
            ],
        );
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("kubernetes:")),
            [],
        );
    });

    it("is refused for arguments that there are not", () => {
        const lines = problemLines(clusterProblems("hare", { replica: 3 } as RabbitMqClusterArgs));
        assert.match(lines.join(), /^replica is "replica"; allowed: the fields of RabbitMqCluster/);
    });

    it("is refused a second time in the same namespace", async () => {
        const { error } = await runFailing(() => {
            new RabbitMqCluster("hare", { namespace: "messaging" });
            new RabbitMqCluster("hare", { namespace: "messaging" });
        });
        assert.match(error.message, /RabbitmqCluster hare/);
    });

    it("is refused fewer nodes, smaller volumes and an older image in a preview", () => {
        const spec = (replicas: number, storage: string, version: string) => ({
            spec: { replicas, persistence: { storage }, image: `rabbitmq:${version}` },
        });
        const large = spec(3, "10Gi", "4.3.6");
        assert.deepEqual(changeProblems(large, spec(5, "20Gi", "4.3.7")), []);
        assert.deepEqual(changeProblems(undefined, large), []);
        assert.deepEqual(
            changeProblems(large, spec(1, "5Gi", "4.2.9")).map((text) => text.split(" ")[0]),
            ["replicas", "image", "storage.sizeGiB"],
        );
    });
});
