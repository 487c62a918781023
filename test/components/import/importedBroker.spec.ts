import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { stringify } from "yaml";

import { importedBroker } from "../../../components/import/importedBroker";
import { parseSource } from "../../../components/import/source";
import { projectDir } from "../../../local/paths";

const example = (name: string) =>
    readFileSync(join(projectDir, "examples/moving-in", `${name}-broker.yaml`), "utf8");
const of = (text: string, shovels?: string) =>
    importedBroker([parseSource(text)], { quorum: false, shovels });

const from = { name: "old-broker", key: "uri" };
const shovels = {
    parcels: { source: { uri: from, queue: "parcels" }, destination: { queue: "parcels" } },
};
const newImage = "docker.io/library/rabbitmq:4.3.6-management";
const declared = {
    exchanges: { shipping: {} },
    bindings: {
        "parcels-1": { exchange: "shipping", queue: "parcels", routingKey: "parcel.#" },
    },
};

describe("importedBroker, of manifests", () => {
    it("finds the nodes of a chart, its rabbitmq.conf, its plugins and its definitions", () => {
        const { declared: found, remarks } = of(example("chart"));
        assert.deepEqual(found, {
            nodes: {
                replicas: 1,
                resources: { cpu: "50m", memoryMiB: 512 },
                drainTimeoutSeconds: 90,
                storage: { sizeGiB: 2 },
                additionalPlugins: ["rabbitmq_shovel"],
                additionalConfig: { "loopback_users.user": "false", heartbeat: "30" },
            },
            topology: {
                queues: { parcels: { deadLetterQueue: false } },
                ...declared,
                clients: { worker: { consumesFrom: ["parcels"] } },
            },
        });
        assert.deepEqual(remarks, [
            `StatefulSet old-rabbitmq: image rabbitmq:4.3-management is left out: the new broker runs ${newImage}`,
            "rabbitmq.conf: left out: cluster_name. It is the broker's name: remove it.",
            "rabbitmq.conf: left out: cluster_formation.peer_discovery_backend. The nodes find each other as they are: remove it.",
            "rabbitmq.conf: left out: load_definitions. Declare queues, clients and the rest as arguments.",
            "objects that are left out: Secret old-rabbitmq, Service old-rabbitmq-headless, Service old-rabbitmq",
            "user user: an administrator, left out: the broker has one of its own",
        ]);
    });

    it("finds what RabbitMQ's operators run and declare, and writes a shovel for each queue", () => {
        const { declared: found, remarks } = of(example("operator"), "old-broker");
        assert.deepEqual(found, {
            nodes: {
                replicas: 3,
                resources: { cpu: "50m", memoryMiB: 512 },
                storage: { sizeGiB: 2 },
                additionalPlugins: ["rabbitmq_shovel"],
                additionalConfig: { heartbeat: "30" },
                shovels,
            },
            topology: {
                queues: { parcels: { deliveryLimit: 5, deadLetterQueue: false } },
                ...declared,
                clients: { sender: { publishesTo: ["shipping"] } },
            },
        });
        assert.deepEqual(remarks, [
            `RabbitmqCluster hare: image rabbitmq:4.3-management is left out: the new broker runs ${newImage}`,
            "the Secret old-broker has to hold under uri the URI of the old broker, amqp://USER:PASSWORD@HOST/%2F",
        ]);
    });

    it("takes what a RabbitmqCluster says of its pods, its Service, its storage and TLS", () => {
        const affinity = { nodeAffinity: {} };
        const { declared: found, remarks } = of(
            operated("RabbitmqCluster", {
                replicas: 2,
                imagePullSecrets: [{ name: "registry" }],
                service: { type: "LoadBalancer", annotations: { a: "b" } },
                persistence: { storageClassName: "fast", storage: "20Gi" },
                resources: { requests: { cpu: 1 }, limits: { cpu: 2, memory: "2Gi" } },
                terminationGracePeriodSeconds: 604_800,
                ...{ affinity, tolerations: [{ key: "broker", operator: "Exists" }] },
                rabbitmq: {
                    additionalPlugins: ["rabbitmq_mqtt", "rabbitmq_top"],
                    additionalConfig:
                        "# why\nheartbeat=30\ndefault_user=a\ndefault_pass=s3cret\nauth_ldap.dn_lookup_bind.password = s3cret",
                    advancedConfig: "[].",
                    envConfig: "PLUGINS_DIR=/x",
                },
                tls: { secretName: "certificate", caSecretName: "ca" },
                override: { statefulSet: { spec: {} } },
            }),
        );
        assert.deepEqual(found.nodes, {
            replicas: 2,
            resources: { cpu: "1", memoryMiB: 2048 },
            pod: {
                affinity,
                tolerations: [{ key: "broker", operator: "Exists" }],
                imagePullSecrets: ["registry"],
            },
            storage: { sizeGiB: 20, storageClassName: "fast" },
            additionalPlugins: ["rabbitmq_top"],
            protocols: { mqtt: {} },
            additionalConfig: { heartbeat: "30" },
            advancedConfig: "[].",
            tls: { secretName: "certificate", caSecretName: "ca", plaintext: true },
            service: { type: "LoadBalancer", annotations: { a: "b" } },
        });
        assert.doesNotMatch(remarks.join(), /s3cret/);
        assert.deepEqual(
            remarks.map((remark) => remark.split(/ (is|has|with|to) /)[0]),
            [
                "RabbitmqCluster hare: the limit of 2 CPUs",
                "RabbitmqCluster hare: rabbitmq.conf: left out: default_user, default_pass. Declare clients instead: the broker",
                "RabbitmqCluster hare: rabbitmq.conf: left out: auth_ldap.dn_lookup_bind.password. It may be a secret: mount a file into conf.d from a Secret,",
                "RabbitmqCluster hare: tls: the certificate in the Secret certificate",
                "RabbitmqCluster hare: rabbitmq.envConfig",
                "RabbitmqCluster hare: override",
                "replicas",
                "service.sourceRanges",
            ],
        );
    });

    it("takes a RabbitmqCluster without volumes for one without volumes", () => {
        const { declared: found } = of(
            operated("RabbitmqCluster", { persistence: { emptyDir: {} } }),
        );
        assert.deepEqual(found.nodes, { replicas: 1, storage: { ephemeral: true } });
    });

    it("reads every kind of the topology operator", () => {
        const reference = { name: "api" };
        const { declared: found, remarks } = of(
            [
                operated("Vhost", { name: "billing", defaultQueueType: "quorum", limits: {} }),
                operated("Queue", { name: "invoices", vhost: "billing", durable: true }),
                operated("Queue", { name: "log", type: "stream", durable: true }),
                operated("Queue", { name: "replies" }),
                operated("Exchange", { name: "billing", vhost: "billing", durable: true }),
                operated("Binding", {
                    ...{ vhost: "billing", source: "billing", destination: "invoices" },
                    destinationType: "queue",
                }),
                operated("Policy", {
                    ...{ name: "short", vhost: "billing", pattern: "^i", priority: 3 },
                    definition: { "max-length": 9 },
                }),
                operated("User", { limits: { connections: 5 } }, "api", { username: "x7Fq" }),
                operated("Permission", {
                    ...{ vhost: "billing", userReference: reference },
                    permissions: { write: "^billing$" },
                }),
                operated("Permission", {
                    ...{ vhost: "billing", user: "byHand" },
                    permissions: { read: "^invoices$" },
                }),
                operated("TopicPermission", {
                    ...{ vhost: "billing", user: "x7Fq" },
                    permissions: { exchange: "billing", write: "^a" },
                }),
                operated("SuperStream", { name: "clicks", partitions: 5 }),
                operated("Shovel", { name: "s" }),
                operated("Federation", { name: "f" }),
                operated("OperatorPolicy", { name: "o" }),
                operated("SchemaReplication", {}),
            ].join("---\n"),
            "old-broker",
        );
        assert.deepEqual(found.topology, {
            queues: { log: { type: "stream" } },
            virtualHosts: {
                billing: {
                    queues: { invoices: { deadLetterQueue: false } },
                    exchanges: { billing: { type: "direct" } },
                    bindings: { "invoices-1": { exchange: "billing", queue: "invoices" } },
                    policies: {
                        short: {
                            ...{ pattern: "^i", applyTo: "all", priority: 3 },
                            definition: { "max-length": 9 },
                        },
                    },
                },
            },
            clients: {
                api: { virtualHost: "billing", publishesTo: ["billing"], maxConnections: 5 },
                byhand: { virtualHost: "billing", consumesFrom: ["invoices"] },
            },
        });
        assert.deepEqual(found.nodes.shovels, {
            "billing-invoices": {
                virtualHost: "billing",
                source: { uri: { name: "old-broker", key: "uri-billing" }, queue: "invoices" },
                destination: { queue: "invoices" },
            },
        });
        assert.deepEqual(
            remarks.map((remark) => remark.split(/[:,]/)[0]),
            [
                "SuperStream superstream",
                "Shovel shovel",
                "Federation federation",
                "OperatorPolicy operatorpolicy",
                "SchemaReplication schemareplication",
                "Vhost vhost",
                "queue replies",
                "client api",
                "user byHand becomes client byhand",
                "the Secret old-broker has to hold under uri the URI of the old broker",
                "stream log",
                "the Secret old-broker has to hold under uri-billing the URI of the old broker",
            ].sort(byAppearance),
        );
        function byAppearance(one: string, other: string) {
            const at = (text: string) => remarks.findIndex((remark) => remark.startsWith(text));
            return at(one) - at(other);
        }
    });

    it("reads a list of objects, as kubectl get writes it, without those that a controller made", () => {
        const owned = { ownerReferences: [{ kind: "RabbitmqCluster", name: "hare" }] };
        const items = [
            object("RabbitmqCluster", { replicas: 1 }),
            { ...object("StatefulSet", {}), metadata: { name: "hare-server", ...owned } },
        ];
        const { declared: found } = of(JSON.stringify({ apiVersion: "v1", kind: "List", items }));
        assert.deepEqual(found.nodes, { replicas: 1 });
    });

    it("says what the new broker would refuse", () => {
        const { remarks } = of(
            JSON.stringify({ queues: [{ name: "a", arguments: { "x-max-priority": 256 } }] }),
        );
        assert.match(remarks.join(), /^queues\.a\.maxPriority is 256; allowed: /);
    });

    it("refuses files about several brokers", () => {
        const queue = operated("Queue", { rabbitmqClusterReference: { name: "tortoise" } });
        assert.throws(
            () => of(`${operated("RabbitmqCluster", {})}---\n${queue}`),
            /about 2 brokers: hare, tortoise\. Name the files of one at a time/,
        );
    });
});

function object(kind: string, spec: object, name = "hare", status = {}) {
    return { apiVersion: "rabbitmq.com/v1beta1", kind, metadata: { name }, spec, status };
}

function operated(kind: string, spec: object, name?: string, status?: object): string {
    const called = kind === "RabbitmqCluster" ? "hare" : kind.toLowerCase();
    return stringify(object(kind, spec, name ?? called, status));
}
