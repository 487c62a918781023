import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { inferSchema, schemaFile } from "./inferSchema";
import { isOfKubernetes } from "./kubernetesTypes";

interface Type {
    description?: string;
    properties?: { [name: string]: Property };
    inputProperties?: { [name: string]: Property };
}

interface Property {
    description?: string;
}

interface Schema {
    resources: { [token: string]: Type };
    types: { [token: string]: Type };
    displayName: string;
    license: string;
    keywords: string[];
    language: { go: { generateExtraInputTypes?: boolean } };
}

const committed = JSON.parse(readFileSync(schemaFile, "utf8")) as Schema;

const all = { ...committed.resources, ...committed.types };

/** `TOKEN.PROPERTY` and its description, for everything that users can set or read. */
const properties = Object.entries(all).flatMap(([token, { properties, inputProperties }]) =>
    Object.entries({ ...inputProperties, ...properties }).map(
        ([name, { description = "" }]) => [`${token}.${name}`, description] as const,
    ),
);

/** As far as the last full stop, behind which may be the page that a rule comes from. */
const sentences = /^[A-Z][^]*\.( https:\S+)?$/;

describe("components/schema.json", () => {
    it("is what the sources say; if they have changed on purpose: npm run schema", async function () {
        // The TypeScript compiler reads all of Kubernetes' types for it.
        this.timeout(60_000);
        assert.deepEqual(committed, JSON.parse(await inferSchema()));
    });

    it("has these tokens, which programs in other languages are written against", () => {
        assert.deepEqual(Object.keys(committed.resources).sort(), [
            "queue-workloads:index:QueueConsumer",
            "queue-workloads:index:QueueProducer",
            "queue-workloads:index:RabbitMqBroker",
            "queue-workloads:index:RabbitMqCluster",
            "queue-workloads:index:RabbitMqTopology",
        ]);
    });

    it("names no type `Args`, which every generated SDK adds by itself", () => {
        const names = Object.keys(committed.types).map((token) => token.split(":")[2]!);
        assert.deepEqual(
            names.filter((name) => name.endsWith("Args")),
            [],
        );
    });

    it("shows nothing of the components but their outputs", () => {
        const ofWorkloads = [
            "cronJobName",
            "deploymentName",
            "jobName",
            "namespace",
            "serviceName",
        ];
        const outputs = Object.entries(committed.resources).map(([token, { properties }]) => [
            token.split(":")[2],
            ...Object.keys(properties ?? {}).sort(),
        ]);
        assert.deepEqual(outputs.sort(), [
            ["QueueConsumer", ...ofWorkloads],
            ["QueueProducer", ...ofWorkloads],
            [
                "RabbitMqBroker",
                "administratorSecretName",
                "brokerAccess",
                "connections",
                "host",
                "managementUrl",
                "metricsPort",
                "namespace",
                "port",
                "serviceName",
                "statefulSetName",
                "tenants",
            ],
            ["RabbitMqCluster", "administratorSecretName", "brokerAccess", "host", "namespace"],
            ["RabbitMqTopology", "connections", "namespace", "virtualHost"],
        ]);
    });

    it("describes every property of its own in whole sentences", () => {
        const own = properties.filter(([name]) => !isOfKubernetes(name.split(/[:.]/)[2]!));
        assert.ok(own.length > 50);
        for (const [name, description] of own) {
            assert.match(description, sentences, name);
            assert.doesNotMatch(description, /\[object Object\]|@\w+/, name);
        }
    });

    it("describes every component", () => {
        for (const [token, { description = "" }] of Object.entries(committed.resources)) {
            assert.match(description, sentences, token);
        }
    });

    it("asks for whole numbers, but for amounts and for sizes that have more than 32 bits", () => {
        const fractional = Object.entries(all).flatMap(([token, type]) =>
            Object.entries({ ...type.inputProperties, ...type.properties })
                .filter(([, property]) => JSON.stringify(property).includes('"number"'))
                .map(([name]) => `${token.split(":")[2]}.${name}`),
        );
        assert.deepEqual(fractional.sort(), [
            "ConsumerCapacity.arrivalsPerSecond",
            "ConsumerCapacity.drainWithinMinutes",
            "ConsumerCapacity.outageMinutes",
            "ConsumerCapacity.peakFactor",
            "ConsumerCapacity.secondsPerMessage",
            "DeadLetterLimits.maxLengthBytes",
            "Queue.maxLengthBytes",
        ]);
    });

    it("says what a person wants to know before installing it", () => {
        const { displayName, license, keywords } = committed;
        assert.deepEqual([displayName, license], ["Queue Workloads", "Apache-2.0"]);
        assert.ok(keywords.includes("kind/component"));
    });

    it("asks for all input types of Go, whose SDK does not compile without them", () => {
        assert.equal(committed.language.go.generateExtraInputTypes, true);
    });

    it("describes the types that have a doc comment in any file", () => {
        const { description } = committed.types["queue-workloads:index:AmqpConnection"]!;
        assert.match(description ?? "", sentences);
    });
});
