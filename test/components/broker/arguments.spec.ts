import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { RabbitMqBrokerArgs } from "../../../components/broker/arguments";
import { brokerDefaults } from "../../../components/broker/arguments";
import { brokerProblems } from "../../../components/broker/problems";
import { serviceDefaults } from "../../../components/kubernetes/service";
import { topologyDefaults } from "../../../components/topology/defaults";
import { problemLines } from "../problemLines";

const lines = (args: RabbitMqBrokerArgs) => problemLines(brokerProblems("rabbitmq", args));

describe("brokerDefaults", () => {
    it("fills in what the documentation of the arguments says", () => {
        assert.deepEqual(brokerDefaults("rabbitmq", {}), {
            namespace: "default",
            replicas: 1,
            image: "docker.io/library/rabbitmq:4.3.6-management",
            cpu: "500m",
            cpuLimit: undefined,
            memoryMiB: 1024,
            sizeGiB: 10,
            storageClassName: undefined,
            ephemeral: false,
            keepOnDelete: true,
            drainTimeoutSeconds: 60,
            requireSeparateNodes: false,
            clientNamespaces: [],
            autoscaler: undefined,
            monitoringNamespaces: [],
            monitoring: undefined,
            administrator: {
                credentialVersion: 1,
                revokePrevious: false,
                passwordSecret: undefined,
            },
            tls: undefined,
            protocols: {},
            pod: undefined,
            jobPod: undefined,
            clusterDomain: undefined,
            ipFamily: "IPv4",
            service: serviceDefaults(),
            ambientMesh: false,
            shovels: {},
            federationUpstreams: {},
            additionalPlugins: [],
            additionalConfig: {},
            environment: {},
            advancedConfig: undefined,
            tenants: {},
            topology: topologyDefaults({}),
        });
    });

    it("are accepted", () => {
        assert.deepEqual(lines({}), []);
    });
});

describe("brokerProblems", () => {
    for (const [replicas, nearest] of [
        [0, 1],
        [2, 3],
        [4, 5],
        [6, 7],
        [9, 7],
        [1.5, 3],
    ]) {
        it(`refuses ${replicas} replicas and proposes ${nearest}`, () => {
            assert.deepEqual(lines({ replicas }), [
                `replicas is ${replicas}; allowed: 1, 3, 5, 7. ` +
                    `Use ${nearest}: a quorum needs an odd number of nodes.`,
            ]);
        });
    }

    for (const replicas of [1, 3, 5, 7]) {
        it(`takes ${replicas} replicas`, () => {
            assert.deepEqual(lines({ replicas }), []);
        });
    }

    const old = [
        "rabbitmq:4.3.0-management",
        "rabbitmq:3.13-management",
        "rabbitmq:3-management",
        "rabbitmq:4.2",
        "registry.shop:5000/library/rabbitmq:4.2.10",
        "rabbitmq:3.13.7@sha256:" + "0badc0de".repeat(8),
    ];
    for (const image of old) {
        it(`refuses the image ${image}, which wants clients to declare what they use`, () => {
            assert.deepEqual(lines({ image }), [
                `image is "${image}"; allowed: RabbitMQ 4.3.1 or newer. ` +
                    "Older ones ask clients for rights to declare what they only use: raise the tag.",
            ]);
        });
    }

    const recent = [
        "rabbitmq:4.3.1-management",
        "rabbitmq:4.3-management",
        "rabbitmq:4",
        "rabbitmq:5.0.0",
        "registry.shop:3000/rabbitmq",
        "rabbitmq:management",
        "rabbitmq@sha256:" + "0badc0de".repeat(8),
    ];
    for (const image of recent) {
        it(`takes the image ${image}`, () => {
            assert.deepEqual(lines({ image }), []);
        });
    }

    it("takes an image that is known only later", () => {
        assert.deepEqual(lines({ image: pulumi.output("rabbitmq:3.13.7") }), []);
    });

    it("refuses less memory than RabbitMQ starts in, and says nothing of the volume then", () => {
        assert.deepEqual(lines({ resources: { memoryMiB: 383 }, storage: { sizeGiB: 0 } }), [
            "resources.memoryMiB is 383; allowed: a whole number from 384 to 1048576. " +
                "RabbitMQ does not start in less.",
        ]);
        assert.deepEqual(lines({ resources: { memoryMiB: 384 } }), []);
    });

    it("refuses a volume that is too small for the disk limit, which follows from memory", () => {
        const resources = { memoryMiB: 8192 };
        assert.deepEqual(lines({ resources, storage: { sizeGiB: 8 } }), [
            "storage.sizeGiB is 8; allowed: a whole number from 9 to 65536. " +
                "With 8192 MiB of memory, a smaller one blocks publishers by the disk alarm from the start.",
        ]);
        assert.deepEqual(lines({ resources, storage: { sizeGiB: 9 } }), []);
    });

    it("lets KEDA in from its usual namespace once there is an autoscaler", () => {
        assert.equal(brokerDefaults("rabbitmq", { autoscaler: {} }).autoscaler?.namespace, "keda");
    });

    it("reports a bad name, drain time, rotation and topology, all at once", () => {
        const args = {
            replicas: 2,
            drainTimeoutSeconds: 0,
            administrator: { credentialVersion: 0 },
            queues: { orders: { deliveryLimit: 0 } },
        };
        assert.deepEqual(problemLines(brokerProblems("RabbitMQ", args)), [
            'name is "RabbitMQ"; allowed: at most 40 lower-case letters, digits and "-", starting with a letter. ' +
                "It becomes a Service name: rename it.",
            "replicas is 2; allowed: 1, 3, 5, 7. Use 3: a quorum needs an odd number of nodes.",
            "drainTimeoutSeconds is 0; allowed: a whole number from 1 to 3600. Correct it.",
            "administrator.credentialVersion is 0; allowed: a whole number from 1 to 1000000. Correct it.",
            "queues.orders.deliveryLimit is 0; allowed: a whole number from 1 to 1000. Correct it.",
        ]);
    });
});
