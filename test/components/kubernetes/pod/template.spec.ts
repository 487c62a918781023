import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { QueueConsumer } from "../../../../components/index";
import type { PodOptions } from "../../../../components/kubernetes/pod/options";
import { withPodOptions } from "../../../../components/kubernetes/pod/template";
import { runProgram } from "../../../harness";
import { valueAt } from "../../../valueAt";
import type { ShopChanges } from "../../shop";
import { shop, types } from "../../shop";

type Options = Required<PodOptions>;

const toleration = { key: "queues", operator: "Exists" };
const affinity = { nodeAffinity: {} };
const spread = { maxSkew: 2, topologyKey: "rack", whenUnsatisfiable: "DoNotSchedule" };
const volume = { name: "extra", emptyDir: {} };
const mount = { name: "extra", mountPath: "/extra" };
const node = { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } };
const settings = { configMapRef: { name: "settings" } };
const host = { ip: "10.0.0.1", hostnames: ["db"] };
const wait = { name: "wait", image: "busybox:1.36" };
const proxy = { name: "proxy", image: "proxy:1.0" };

/** What Kubernetes can do with any pod, and where it has to arrive in the template. */
const anywhere: Partial<PodOptions> = {
    labels: { team: "shop" },
    annotations: { note: "x" },
    nodeSelector: { disk: "ssd" },
    tolerations: [toleration],
    affinity,
    priorityClassName: "high",
    imagePullSecrets: ["registry"],
    imagePullPolicy: "Always",
    securityContext: {},
    containerSecurityContext: { runAsNonRoot: true },
    volumes: [volume],
    volumeMounts: [mount],
    env: [node],
    envFrom: [settings],
    initContainers: [wait],
    sidecars: [proxy],
    hostAliases: [host],
    dnsPolicy: "None",
    dnsConfig: { nameservers: ["10.0.0.10"] },
};

const ofOneThatRuns: Partial<Options> = { command: ["run"], args: ["now"] };

const ofOneThatIsProbed: Partial<Options> = {
    topologySpread: [spread],
    probes: { readiness: { periodSeconds: 17 } },
};

type Template = Awaited<ReturnType<typeof template>>;

async function template(type: string, name: string, changes: ShopChanges) {
    const { inputs } = (await runProgram(shop(changes))).get(type, name);
    const path = type === types.cronJob ? ["spec", "jobTemplate"] : [];
    return valueAt(inputs, ...path, "spec", "template") as {
        metadata: { labels: { [name: string]: string }; annotations: unknown };
        spec: { [field: string]: unknown } & {
            containers: { [field: string]: unknown }[];
            initContainers: { name: string; restartPolicy?: string; securityContext: unknown }[];
            volumes: unknown[];
        };
    };
}

function assertAnywhere({ metadata, spec }: Template): void {
    const [main] = spec.containers;
    assert.equal(metadata.labels["team"], "shop");
    assert.ok(metadata.labels["app.kubernetes.io/name"]);
    assert.deepEqual(metadata.annotations, { note: "x" });
    const { nodeSelector, tolerations, priorityClassName, hostAliases, dnsPolicy, dnsConfig } =
        spec;
    assert.deepEqual(
        { nodeSelector, tolerations, priorityClassName, hostAliases, dnsPolicy, dnsConfig },
        {
            nodeSelector: { disk: "ssd" },
            tolerations: [toleration],
            priorityClassName: "high",
            hostAliases: [host],
            dnsPolicy: "None",
            dnsConfig: { nameservers: ["10.0.0.10"] },
        },
    );
    assert.deepEqual(spec["affinity"], affinity);
    assert.deepEqual(spec["imagePullSecrets"], [{ name: "registry" }]);
    assert.equal(main!["imagePullPolicy"], "Always");
    assert.deepEqual(spec["securityContext"], {});
    assert.deepEqual(main!["securityContext"], { runAsNonRoot: true });
    assert.deepEqual(spec.volumes.at(-1), volume);
    assert.deepEqual((main!["volumeMounts"] as unknown[]).at(-1), mount);
    assert.deepEqual((main!["env"] as unknown[]).at(-1), node);
    assert.deepEqual(main!["envFrom"], [settings]);
    // Started before all else, and not waited for.
    assert.deepEqual(spec.initContainers[0], { ...proxy, restartPolicy: "Always" });
    assert.deepEqual(spec.initContainers.at(-1), wait);
    assert.equal(spec.containers.length, 1);
}

function assertProbed({ spec }: Template, selector: unknown): void {
    assert.deepEqual(spec["topologySpreadConstraints"], [
        { ...spread, labelSelector: { matchLabels: selector } },
    ]);
    const [main] = spec.containers;
    assert.equal(valueAt(main!, "readinessProbe", "periodSeconds"), 17);
    assert.equal(valueAt(main!, "readinessProbe", "timeoutSeconds"), 5);
}

function assertRuns({ spec }: Template): void {
    const [main] = spec.containers;
    assert.deepEqual([main!["command"], main!["args"]], [["run"], ["now"]]);
}

const selectorOf = (name: string, component: string) => ({
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/component": component,
});

describe("The options of pods", () => {
    it("reach the nodes of a broker, whose own init container is secured alike", async () => {
        const pod = { ...anywhere, ...ofOneThatRuns, ...ofOneThatIsProbed };
        const nodes = await template(types.statefulSet, "rabbitmq", { broker: { pod } });
        assertAnywhere(nodes);
        assertProbed(nodes, selectorOf("rabbitmq", "rabbitmq"));
        assertRuns(nodes);
        const prepare = nodes.spec.initContainers[1]!;
        assert.deepEqual(
            [prepare.name, prepare.securityContext],
            ["prepare", { runAsNonRoot: true }],
        );
    });

    it("reach all Jobs of a broker", async () => {
        const broker = { tls: { secretName: "tls" }, image: "shop/mq:stable", jobPod: anywhere };
        assertAnywhere(await template(types.job, "rabbitmq-topology", { broker }));
        assertAnywhere(await template(types.job, "rabbitmq-certificate", { broker }));
        assertAnywhere(await template(types.job, "rabbitmq-image", { broker }));
    });

    it("of nodes are those of Jobs as well, as far as they say where and by which rights they run", async () => {
        const pod: PodOptions = {
            ...anywhere,
            priorityClassName: "high",
            serviceAccount: { name: "cloud" },
        };
        const jobPod = { priorityClassName: "low" };
        const job = await template(types.job, "rabbitmq-topology", { broker: { pod, jobPod } });
        assert.deepEqual(job.spec["tolerations"], [toleration]);
        assert.deepEqual(job.spec["imagePullSecrets"], [{ name: "registry" }]);
        assert.equal(job.spec["priorityClassName"], "low");
        assert.equal(job.spec["serviceAccountName"], "rabbitmq");
        assert.equal(job.spec.initContainers, undefined);
        assert.equal(
            (job.spec.containers[0]!["env"] as { name: string }[]).some(
                ({ name }) => name === "NODE",
            ),
            false,
        );
    });

    it("reach producers and consumers", async () => {
        const pod = { ...anywhere, ...ofOneThatRuns, ...ofOneThatIsProbed };
        const changes = { producer: { pod, http: {} }, consumer: { pod, http: {} } };
        for (const [name, component] of [
            ["orders-api", "producer"],
            ["orders-worker", "consumer"],
        ] as const) {
            const workload = await template(types.deployment, name, changes);
            assertAnywhere(workload);
            assertProbed(workload, selectorOf(name, component));
            assertRuns(workload);
        }
    });

    it("reach runs on a schedule", async () => {
        const consumer = {
            schedule: { cron: "@hourly" },
            replicas: undefined,
            pod: { ...anywhere, ...ofOneThatRuns },
        };
        const run = await template(types.cronJob, "orders-worker", { consumer });
        assertAnywhere(run);
        assertRuns(run);
    });

    it("name the ServiceAccount that is there, or annotate the one that is made", async () => {
        const named = { pod: { serviceAccount: { name: "cloud" } } };
        const annotations = { "iam.gke.io/gcp-service-account": "x@y.iam" };
        const annotated = { pod: { serviceAccount: { annotations } } };
        const pod = async (type: string, name: string, changes: ShopChanges) =>
            (await template(type, name, changes)).spec["serviceAccountName"];
        assert.equal(await pod(types.statefulSet, "rabbitmq", { broker: named }), "cloud");
        assert.equal(await pod(types.deployment, "orders-api", { producer: named }), "cloud");
        const { get } = await runProgram(shop({ broker: annotated, producer: annotated }));
        for (const name of ["rabbitmq", "orders-api"]) {
            const { inputs } = get(types.serviceAccount, name);
            assert.deepEqual(valueAt(inputs, "metadata", "annotations"), annotations);
        }
    });

    it("change nothing where there are none, so that no pod that runs is made anew", async () => {
        const own = {
            metadata: { labels: { a: "b" } },
            spec: {
                containers: [{ name: "x", env: [], volumeMounts: [] }],
                volumes: [],
            },
        } as Parameters<typeof withPodOptions>[0];
        assert.deepEqual(withPodOptions(own, undefined), own);
        assert.deepEqual(
            await template(types.statefulSet, "rabbitmq", { broker: { pod: {} } }),
            await template(types.statefulSet, "rabbitmq", {}),
        );
    });

    it("are added to what only the connection of another stack says", async () => {
        const { get } = await runProgram(() => {
            const connection = pulumi.output({ secretName: "amqp", broker: "mq" });
            const pod = { labels: { team: "shop" }, volumes: [volume], env: [node] };
            new QueueConsumer("worker", { connection, queue: "orders", image: "a:1", pod });
        });
        const spec = valueAt(get(types.deployment, "worker").inputs, "spec", "template");
        assert.equal(valueAt(spec, "metadata", "labels", "team"), "shop");
        assert.equal(valueAt(spec, "metadata", "labels", "queue-workloads/client-of"), "mq");
        assert.deepEqual(valueAt(spec, "spec", "volumes"), [{ name: "tmp", emptyDir: {} }, volume]);
        const env = valueAt(spec, "spec", "containers", 0, "env") as { name: string }[];
        assert.deepEqual([env[0]!.name, env.at(-1)!.name], ["AMQP_URL", "NODE"]);
    });
});
