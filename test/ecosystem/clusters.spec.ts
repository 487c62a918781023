import assert from "node:assert/strict";

import { applyObjects, identity, kubectl, pods } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { grow } from "../e2e/load";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import type { OtherDomain } from "./otherDomain";
import { startOtherDomain } from "./otherDomain";
import type { PrivateRegistry } from "./privateRegistry";
import { startPrivateRegistry } from "./privateRegistry";

const namespace = "e2e-clusters";
const domain = "corp.example";
/** As OpenShift draws it for a namespace. */
const user = 1_000_650_000;
const priorityClass = { name: "e2e-clusters", value: 1_000 };

/** One namespace with what other clusters ask for, all at once. */
describe("a cluster that is not like ours", () => {
    const stack = new Stack(namespace);
    let names: OtherDomain;
    let registry: PrivateRegistry;

    const configuration = (broker: { [key: string]: unknown } = {}): StackConfiguration => {
        const local = smallStack("local");
        const [producer, consumer] = [
            local.producers["orders-api"],
            local.consumers["orders-worker"],
        ];
        const env = { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "50" };
        const resources = { cpu: "20m", cpuLimit: "500m" };
        const pod = {
            ...names.dns(namespace),
            securityContext: randomUser(),
            priorityClassName: priorityClass.name,
        };
        const one = { replicas: 1, env, resources };
        return {
            ...local,
            namespace,
            createNamespace: false,
            broker: {
                resources: { cpu: "50m", cpuLimit: "1", memoryMiB: 512 },
                storage: { sizeGiB: 2, ephemeral: true },
                drainTimeoutSeconds: 20,
                pod: { ...pod, sidecars: [endless], labels: { team: "shop" } },
                jobPod: { sidecars: [endless] },
                replicas: 1,
                ...broker,
            },
            producers: { "orders-api": { ...producer, ...one, pod } },
            consumers: {
                "orders-worker": {
                    ...consumer,
                    ...one,
                    image: registry.image,
                    pod: { ...pod, imagePullSecrets: ["registry"] },
                },
            },
        };
    };

    before(async () => {
        names = await startOtherDomain(domain);
        registry = await startPrivateRegistry("docker.io/library/consumer:1.0");
        await create(
            {
                kind: "Namespace",
                metadata: {
                    name: namespace,
                    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
                },
            },
            {
                kind: "ResourceQuota",
                metadata: { name: "cpu", namespace },
                spec: { hard: { "limits.cpu": "8" } },
            },
            {
                kind: "LimitRange",
                metadata: { name: "bounds", namespace },
                spec: {
                    limits: [
                        {
                            type: "Container",
                            min: { cpu: "10m", memory: "16Mi" },
                            max: { cpu: "1", memory: "1Gi" },
                            default: { cpu: "900m", memory: "900Mi" },
                        },
                    ],
                },
            },
            {
                apiVersion: "scheduling.k8s.io/v1",
                kind: "PriorityClass",
                metadata: { name: priorityClass.name },
                value: priorityClass.value,
            },
            {
                kind: "Secret",
                metadata: { name: "registry", namespace },
                type: "kubernetes.io/dockerconfigjson",
                stringData: { ".dockerconfigjson": registry.dockerConfig },
            },
        );
        await stack.initialise();
    });
    after(async () => {
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", namespace, "--wait=true");
        await kubectl("delete", "priorityclass", priorityClass.name);
        await registry.close();
        await names.close();
        stack.close();
    });

    it("lets messages flow: a quota and bounds on CPU limits, a user that the cluster draws, a private registry, no volumes, sidecars that never end", async () => {
        const { exitCode, all } = await stack.up(configuration({ clusterDomain: domain }));
        assert.equal(exitCode, 0, all);
        const ledger = new Ledger(namespace);
        try {
            await grow(ledger, 100, "messages to flow");
        } finally {
            ledger.close();
        }
        assert.ok(registry.served() > 0, "the image came from the private registry");
        const id = await kubectl(...inNode("id"));
        assert.match(id, new RegExp(`^uid=${user}[^ ]* gid=0.* groups=0[^,]*,${user}`));
        const quota = await kubectl(
            ...["get", "resourcequota", "cpu", "-n", namespace],
            ...["-o", "jsonpath={.status.used.limits\\.cpu}"],
        );
        assert.notEqual(quota, "0");
        const jobs = await kubectl(
            ...["get", "jobs", "-n", namespace, "-o", "jsonpath={.items[*].status.succeeded}"],
        );
        assert.equal(jobs, "1");
    });

    it("has its priority in all pods, and stays within the bounds of a LimitRange, which adds nothing", async () => {
        const text = await kubectl("get", "pods", "-n", namespace, "-o", "json");
        const { items } = JSON.parse(text) as { items: PodOfCluster[] };
        assert.ok(items.length >= 4);
        for (const { metadata, spec } of items) {
            assert.equal(spec.priority, priorityClass.value, metadata.name);
            assert.equal(metadata.annotations?.["kubernetes.io/limit-ranger"], undefined);
        }
    });

    it("grows under the names that its nodes have, whose domain needs to be said no more", async () => {
        const [first] = (await pods(namespace, "rabbitmq")).map(identity);
        const { exitCode, all } = await stack.up(configuration({ replicas: 3 }));
        assert.equal(exitCode, 0, all);
        const running = await rabbitMqCtl(
            namespace,
            "eval",
            "lists:sort(rabbit_nodes:list_running()).",
        );
        assert.deepEqual(
            running.match(/rabbit@[^']+/g),
            [0, 1, 2].map(
                (ordinal) => `rabbit@rabbitmq-${ordinal}.rabbitmq-nodes.${namespace}.svc.${domain}`,
            ),
        );
        assert.deepEqual((await pods(namespace, "rabbitmq")).map(identity)[0], first);
        const { exitCode: unchanged, all: preview } = await stack.preview(
            configuration({ replicas: 3 }),
            "--expect-no-changes",
        );
        assert.equal(unchanged, 0, preview);
    });

    it("gives Erlang as many schedulers as it may use CPUs", async () => {
        const schedulers = await rabbitMqCtl(
            namespace,
            ...["eval", "erlang:system_info(schedulers_online)."],
        );
        assert.equal(schedulers.trim(), "1");
    });
});

interface PodOfCluster {
    metadata: { name: string; annotations?: { [name: string]: string } };
    spec: { priority: number };
}

/** Beside a node it is part of its pod; beside the Job it would keep it running for ever. */
const endless = {
    name: "endless",
    image: "rabbitmq:4.3.6-management",
    command: ["sleep", "infinity"],
    resources: {
        requests: { cpu: "10m", memory: "16Mi" },
        limits: { cpu: "100m", memory: "16Mi" },
    },
    securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
    },
};

/** What OpenShift makes of a pod that leaves the user to it. */
function randomUser(): object {
    const seccompProfile = { type: "RuntimeDefault" };
    return { runAsNonRoot: true, runAsUser: user, fsGroup: user, seccompProfile };
}

function inNode(...command: string[]): string[] {
    return ["exec", "-n", namespace, "rabbitmq-0", "-c", "rabbitmq", "--", ...command];
}

async function create(...objects: object[]): Promise<void> {
    await applyObjects(...objects.map((object) => ({ apiVersion: "v1", ...object })));
}
