import assert from "node:assert/strict";

import { stopScript } from "../../../components/broker/nodeScripts";
import { rabbitMqConf } from "../../../components/broker/rabbitMqConf";
import { brokerSizes } from "../../../components/broker/sizes";
import { RabbitMqBroker } from "../../../components/index";
import type { Recording } from "../../harness";
import { runFailing, runProgram } from "../../harness";
import type { RecordedResource } from "../../recorder";
import { valueAt } from "../../valueAt";
import { orders, shop, types } from "../shop";

describe("RabbitMqBroker", () => {
    let recording: Recording;
    let statefulSet: RecordedResource;
    before(async () => {
        recording = await runProgram(shop());
        statefulSet = recording.get(types.statefulSet, "rabbitmq");
    });

    const spec = (...path: (string | number)[]) => valueAt(statefulSet.inputs, "spec", ...path);
    const pod = (...path: (string | number)[]) => spec("template", "spec", ...path);
    const container = (...path: (string | number)[]) => pod("containers", 0, ...path);

    it("starts all nodes at once, because the first one waits for the others", () => {
        assert.equal(spec("replicas"), 3);
        assert.equal(spec("podManagementPolicy"), "Parallel");
        assert.equal(spec("serviceName"), "rabbitmq-nodes");
    });

    it("asks for as much memory as it may use, and as RabbitMQ is told", () => {
        assert.deepEqual(container("resources"), {
            requests: { cpu: "500m", memory: "1024Mi" },
            limits: { memory: "1024Mi" },
        });
        const { inputs } = recording.get(types.configMap, "rabbitmq-config");
        assert.equal(
            valueAt(inputs, "data", "10-queue-workloads.conf"),
            rabbitMqConf("rabbitmq", brokerSizes(1024)),
        );
    });

    it("is ready when AMQP can be spoken, has time to start, and no liveness probe", () => {
        assert.deepEqual(container("readinessProbe", "tcpSocket"), { port: "amqp" });
        assert.deepEqual(container("startupProbe", "httpGet"), {
            path: "/api/health/checks/reached-target-cluster-size",
            port: "management",
        });
        assert.equal(container("startupProbe", "failureThreshold"), 200);
        assert.equal(container("livenessProbe"), undefined);
    });

    it("waits for quorum before a node stops, and gives it longer than the wait", () => {
        assert.deepEqual(container("lifecycle", "preStop", "exec", "command"), [
            "sh",
            "-c",
            stopScript(60),
        ]);
        assert.equal(pod("terminationGracePeriodSeconds"), 90);
    });

    it("keeps the nodes apart where possible", () => {
        const rules = pod("topologySpreadConstraints") as { [key: string]: unknown }[];
        assert.deepEqual(
            rules.map((rule) => [rule["topologyKey"], rule["whenUnsatisfiable"]]),
            [
                ["kubernetes.io/hostname", "ScheduleAnyway"],
                ["topology.kubernetes.io/zone", "ScheduleAnyway"],
            ],
        );
    });

    it("keeps the volumes when it is destroyed or shrunk", () => {
        assert.deepEqual(spec("persistentVolumeClaimRetentionPolicy"), {
            whenDeleted: "Retain",
            whenScaled: "Retain",
        });
        assert.deepEqual(spec("volumeClaimTemplates", 0, "spec"), {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: "10Gi" } },
        });
    });

    it("is never replaced because of a volume's size, which each claim is told instead", () => {
        assert.equal(statefulSet.options.ignoreChanges?.[0], "spec.volumeClaimTemplates");
        const claims = recording.ofType(types.claimPatch);
        assert.equal(claims.length, 3);
        claims.forEach(({ inputs, options, dependencies }, ordinal) => {
            assert.deepEqual(inputs["metadata"], {
                name: `data-rabbitmq-${ordinal}`,
                namespace: "shop",
                annotations: {
                    "pulumi.com/patchForce": "true",
                    "pulumi.com/skipAwait": "true",
                },
            });
            assert.deepEqual(inputs["spec"], { resources: { requests: { storage: "10Gi" } } });
            assert.ok(options.retainOnDelete);
            assert.deepEqual(dependencies, [`${types.statefulSet}::rabbitmq`]);
        });
    });

    it("reads the messages' volume, the configuration, the definitions and the cookie", () => {
        assert.deepEqual(pod("volumes"), [
            { name: "home", emptyDir: {} },
            { name: "tmp", emptyDir: {} },
            { name: "configuration", emptyDir: {} },
            { name: "config", configMap: { name: "rabbitmq-config-auto" } },
            { name: "size", configMap: { name: "rabbitmq-size" } },
            {
                name: "definitions",
                secret: {
                    secretName: "rabbitmq-definitions",
                    items: [{ key: "boot.json", path: "boot.json" }],
                },
            },
            { name: "erlang-cookie", secret: { secretName: "rabbitmq-erlang-cookie-auto" } },
        ]);
    });

    it("changes nothing in its pods when it grows, so that none of those that run restarts", async () => {
        const grown = await runProgram(shop({ broker: { replicas: 5 } }));
        const template = (of: Recording) =>
            valueAt(of.get(types.statefulSet, "rabbitmq").inputs, "spec", "template");
        assert.deepEqual(template(grown), template(recording));
        const size = grown.get(types.configMap, "rabbitmq-size").inputs;
        assert.deepEqual(valueAt(size, "data"), {
            "20-size.conf": "cluster_formation.target_cluster_size_hint = 5\n",
            replicas: "5",
        });
    });

    it("serves clients and monitoring inside the cluster, and lets nodes find each other early", () => {
        const client = recording.get(types.service, "rabbitmq").inputs;
        const nodes = recording.get(types.service, "rabbitmq-nodes").inputs;
        const ports = (inputs: unknown) =>
            (valueAt(inputs, "spec", "ports") as { port: number }[]).map(({ port }) => port);
        assert.equal(valueAt(client, "spec", "type"), "ClusterIP");
        assert.deepEqual(ports(client), [5672, 15672, 15692]);
        assert.equal(valueAt(nodes, "spec", "clusterIP"), "None");
        assert.equal(valueAt(nodes, "spec", "publishNotReadyAddresses"), true);
        assert.deepEqual(ports(nodes), [4369, 25672]);
    });

    it("lets one node go at a time", () => {
        const { inputs } = recording.get(types.disruptionBudget, "rabbitmq");
        assert.equal(valueAt(inputs, "spec", "maxUnavailable"), 1);
        assert.deepEqual(valueAt(inputs, "spec", "selector"), spec("selector"));
    });

    it("labels the pods so that Services, budgets and spreading find them", () => {
        const labels = spec("template", "metadata", "labels") as { [label: string]: string };
        const selector = spec("selector", "matchLabels") as { [label: string]: string };
        assert.deepEqual({ ...labels, ...selector }, labels);
        for (const name of ["rabbitmq", "rabbitmq-nodes"]) {
            const { inputs } = recording.get(types.service, name);
            assert.deepEqual(valueAt(inputs, "spec", "selector"), selector);
        }
    });

    it("applies the topology once the brokers run, in a Job that ends by itself", () => {
        const { inputs, dependencies } = recording.get(types.job, "rabbitmq-topology");
        assert.ok(dependencies.includes(`${types.statefulSet}::rabbitmq`));
        assert.ok(dependencies.includes(`${types.service}::rabbitmq`));
        assert.equal(valueAt(inputs, "metadata", "name"), undefined, "a new Job needs a new name");
        assert.equal(valueAt(inputs, "spec", "activeDeadlineSeconds"), 901);
        assert.equal(valueAt(inputs, "spec", "backoffLimit"), 1);
    });

    it("passes on whatever is not the default", async () => {
        const broker = {
            ...orders,
            image: "mirror.shop/rabbitmq:4.4.0",
            resources: { cpu: "2", memoryMiB: 2048 },
            storage: { sizeGiB: 20, storageClassName: "fast", keepOnDelete: false },
            drainTimeoutSeconds: 10,
            requireSeparateNodes: true,
        };
        const { inputs } = (await runProgram(shop({ broker }))).get(types.statefulSet, "rabbitmq");
        const at = (...path: (string | number)[]) => valueAt(inputs, "spec", ...path);
        const images = ["initContainers", "containers"].map((of) =>
            at("template", "spec", of, 0, "image"),
        );
        assert.deepEqual(images, [broker.image, broker.image]);
        assert.deepEqual(at("template", "spec", "containers", 0, "resources"), {
            requests: { cpu: "2", memory: "2048Mi" },
            limits: { memory: "2048Mi" },
        });
        assert.deepEqual(at("persistentVolumeClaimRetentionPolicy", "whenDeleted"), "Delete");
        assert.deepEqual(at("volumeClaimTemplates", 0, "spec"), {
            accessModes: ["ReadWriteOnce"],
            storageClassName: "fast",
            resources: { requests: { storage: "20Gi" } },
        });
        assert.equal(at("template", "spec", "terminationGracePeriodSeconds"), 40);
    });

    it("keeps the nodes apart on fewer Kubernetes nodes than it has, whatever it is told of racks", async () => {
        const rack = {
            maxSkew: 1,
            topologyKey: "rack",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: {},
        };
        for (const topologySpread of [undefined, [rack]]) {
            const broker = { ...orders, requireSeparateNodes: true, pod: { topologySpread } };
            const { inputs } = (await runProgram(shop({ broker }))).get(
                types.statefulSet,
                "rabbitmq",
            );
            const template = valueAt(inputs, "spec", "template", "spec");
            const [first, second] = valueAt(template, "topologySpreadConstraints") as object[];
            assert.deepEqual(
                { ...first, labelSelector: undefined },
                {
                    maxSkew: 1,
                    topologyKey: "kubernetes.io/hostname",
                    whenUnsatisfiable: "DoNotSchedule",
                    minDomains: 7,
                    labelSelector: undefined,
                },
            );
            assert.equal(
                valueAt(second, "topologyKey"),
                topologySpread ? "rack" : "topology.kubernetes.io/zone",
            );
        }
    });

    it("can run without any argument", async () => {
        const { get } = await runProgram(() => {
            new RabbitMqBroker("mq");
        });
        const { inputs, outputs } = get(types.broker, "mq");
        assert.deepEqual(inputs, { namespace: "default", storageClassName: "" });
        assert.equal(valueAt(outputs, "host"), "mq.default.svc");
        assert.deepEqual(valueAt(outputs, "connections"), {});
        assert.equal(valueAt(get(types.statefulSet, "mq").inputs, "spec", "replicas"), 1);
    });
});

describe("RabbitMqBroker.connectionFor", () => {
    const failing = async (clients: { [name: string]: object }) => {
        const { error } = await runFailing(() => {
            new RabbitMqBroker("rabbitmq", { clients }).connectionFor("orders-apo");
        });
        return error.message;
    };

    it("lists the clients that there are when there is none of that name", async () => {
        assert.equal(
            await failing({ "orders-worker": {}, "orders-api": {} }),
            'connectionFor("orders-apo"): no such client; declared under clients: orders-api, orders-worker.',
        );
    });

    it("says so when there is none at all", async () => {
        assert.equal(
            await failing({}),
            'connectionFor("orders-apo"): no such client; declared under clients: none.',
        );
    });
});
