import assert from "node:assert/strict";

import { brokerProblems } from "../../../components/broker/problems";
import type { RabbitMqBrokerArgs, ServiceOptions } from "../../../components/index";
import { IpFamily, IpFamilyPolicy } from "../../../components/index";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import { shop, types } from "../shop";

const made = (broker: RabbitMqBrokerArgs) => runProgram(shop({ broker }));

const podOf = ({ get }: Recording, type = types.statefulSet, name = "rabbitmq") =>
    valueAt(get(type, name).inputs, "spec", "template", "spec");

function variables(recording: Recording): { [name: string]: string } {
    const env = valueAt(podOf(recording), "containers", 0, "env");
    return Object.fromEntries(
        (env as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
    );
}

const configuration = ({ get }: Recording) =>
    get(types.configMap, "rabbitmq-config").inputs["data"] as { [file: string]: string };

/** Where the brokers are told to listen. */
const addresses = (recording: Recording) =>
    configuration(recording)["10-queue-workloads.conf"]!.match(/^.*\.ip = .*$/gm);

const flags = "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS";
const label = "queue-workloads/cluster-domain";

describe("The names of a broker's nodes", () => {
    const nodeName = "rabbit@$(POD_NAME).rabbitmq-nodes.$(POD_NAMESPACE)";
    const labels = ({ get }: Recording) =>
        valueAt(
            get(types.statefulSet, "rabbitmq").inputs,
            "spec",
            "template",
            "metadata",
            "labels",
        );

    it("need no domain of the cluster, and stay with what runs", async () => {
        const recording = await made({});
        assert.equal(variables(recording)["RABBITMQ_NODENAME"], nodeName);
        assert.equal((labels(recording) as { [name: string]: string })[label], "none");
        const { options } = recording.get(types.statefulSet, "rabbitmq");
        assert.deepEqual(options.ignoreChanges?.slice(1), [
            "spec.template.spec.containers[0].env[3].value",
            `spec.template.metadata.labels["${label}"]`,
        ]);
        const env = valueAt(podOf(recording), "containers", 0, "env", 3, "name");
        assert.equal(env, "RABBITMQ_NODENAME", "which the first of these paths leads to");
    });

    it("have the domain that they are told, also where another one runs", async () => {
        const recording = await made({ clusterDomain: "corp.example" });
        assert.equal(variables(recording)["RABBITMQ_NODENAME"], `${nodeName}.svc.corp.example`);
        assert.equal((labels(recording) as { [name: string]: string })[label], "corp.example");
        const { options } = recording.get(types.statefulSet, "rabbitmq");
        assert.deepEqual(options.ignoreChanges, ["spec.volumeClaimTemplates"]);
    });
});

describe("A broker whose pods have IPv6 addresses", () => {
    it("speaks IPv6 between its nodes and with their tools, and listens on every address", async () => {
        const recording = await made({ ipFamily: IpFamily.IPv6, tls: { secretName: "tls" } });
        const env = variables(recording);
        assert.match(
            env[flags]!,
            /-kernel inetrc '\/etc\/rabbitmq\/conf\.d\/erl_inetrc' -proto_dist inet6_tcp$/,
        );
        assert.equal(env["RABBITMQ_CTL_ERL_ARGS"], "-proto_dist inet6_tcp");
        assert.equal(configuration(recording)["erl_inetrc"], "{inet6, true}.\n");
        assert.deepEqual(addresses(recording), [
            "management.ssl.ip = ::",
            "prometheus.ssl.ip = ::",
        ]);
    });

    it("also listens on every address, for clients alone, where its Service may have one of IPv6", async () => {
        const services: ServiceOptions[] = [
            { ipFamilyPolicy: IpFamilyPolicy.PreferDualStack },
            { ipFamilyPolicy: IpFamilyPolicy.RequireDualStack },
            { ipFamilies: [IpFamily.IPv4, IpFamily.IPv6] },
        ];
        for (const service of services) {
            const recording = await made({ service });
            assert.equal(variables(recording)[flags], undefined);
            assert.deepEqual(addresses(recording), [
                "management.tcp.ip = ::",
                "prometheus.tcp.ip = ::",
            ]);
        }
        const service = { ipFamilies: [IpFamily.IPv4], ipFamilyPolicy: IpFamilyPolicy.SingleStack };
        assert.equal(addresses(await made({ service })), null);
    });

    it("is one that says so: any other leaves it to Erlang", async () => {
        const recording = await made({});
        assert.equal(variables(recording)[flags], undefined);
        assert.deepEqual(Object.keys(configuration(recording)).sort(), [
            "10-queue-workloads.conf",
            "enabled_plugins",
        ]);
    });
});

describe("A limit on CPU", () => {
    const broker = { resources: { cpu: "500m", cpuLimit: "1500m" }, tls: { secretName: "tls" } };

    it("is one of every container, as a quota asks for, also of Jobs", async () => {
        const recording = await made(broker);
        const pods = [
            podOf(recording),
            podOf(recording, types.job, "rabbitmq-topology"),
            podOf(recording, types.job, "rabbitmq-certificate"),
        ];
        const containers = pods.flatMap((pod) => [
            ...(valueAt(pod, "containers") as object[]),
            ...((valueAt(pod, "initContainers") ?? []) as object[]),
        ]);
        assert.equal(containers.length, 4);
        for (const container of containers) {
            assert.equal(valueAt(container, "resources", "limits", "cpu"), "1500m");
        }
    });

    it("is how many schedulers Erlang has, which do not wait busily; what the user says counts", async () => {
        const environment = { [flags]: "+S 4:4" };
        assert.equal(
            variables(await made({ ...broker, tls: undefined, environment }))[flags],
            "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none +S 4:4",
        );
    });

    it("is one of workloads as well", async () => {
        const resources = { cpu: "100m", cpuLimit: "1", memoryMiB: 64 };
        const recording = await runProgram(shop({ consumer: { resources } }));
        const pod = podOf(recording, types.deployment, "orders-worker");
        assert.deepEqual(valueAt(pod, "containers", 0, "resources"), {
            requests: { cpu: "100m", memory: "64Mi" },
            limits: { cpu: "1", memory: "64Mi" },
        });
    });

    it("is refused below what is asked for", () => {
        const resources = { cpu: "2", cpuLimit: "1500m" };
        assert.deepEqual(problemLines(brokerProblems("rabbitmq", { resources })), [
            'resources.cpuLimit is "1500m"; allowed: at least 2, which cpu asks for. Raise it.',
        ]);
    });
});

describe("A broker to throw away", () => {
    it("keeps its messages in its pods, makes no claim, and protects nothing", async () => {
        const recording = await made({ storage: { ephemeral: true, sizeGiB: 3 } });
        const spec = recording.get(types.statefulSet, "rabbitmq").inputs["spec"] as object;
        assert.ok(!("volumeClaimTemplates" in spec));
        assert.deepEqual((valueAt(podOf(recording), "volumes") as unknown[]).at(-1), {
            name: "data",
            emptyDir: { sizeLimit: "3Gi" },
        });
        assert.equal(recording.ofType(types.claimPatch).length, 0);
        const cookie = recording.get(types.randomPassword, "rabbitmq-erlang-cookie");
        assert.equal(cookie.options.protect ?? false, false);
    });

    it("takes nothing that is for volumes", () => {
        const storage = { ephemeral: true, storageClassName: "fast", keepOnDelete: true };
        assert.deepEqual(problemLines(brokerProblems("rabbitmq", { storage })), [
            'storage.storageClassName is "fast"; allowed: nothing with ephemeral. The messages go with the pod: remove it, or ephemeral.',
            "storage.keepOnDelete is true; allowed: nothing with ephemeral. The messages go with the pod: remove it, or ephemeral.",
        ]);
    });
});

describe("Environment variables of other Services", () => {
    it("are no part of any pod: their names differ from cluster to cluster", async () => {
        const recording = await made({ tls: { secretName: "tls" } });
        const pods = [
            podOf(recording),
            podOf(recording, types.job, "rabbitmq-topology"),
            podOf(recording, types.job, "rabbitmq-certificate"),
            podOf(recording, types.deployment, "orders-api"),
            podOf(recording, types.deployment, "orders-worker"),
        ];
        assert.deepEqual(
            pods.map((pod) => valueAt(pod, "enableServiceLinks")),
            [false, false, false, false, false],
        );
    });
});
