import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { Recording } from "../harness";
import { runProgram, runStack, stackConfiguration, stacks } from "../harness";
import { exampleWithNamespaces } from "../network/exampleWithNamespaces";
import {
    exampleNamespaces,
    networkDocsPath,
    updateCommand,
    updatedNetworkDocs,
} from "../network/networkDocs";
import { mayTalk } from "../network/networkPolicies";
import type { NetworkTable } from "../network/networkTable";
import { everything, inhabitants, networkTable } from "../network/networkTable";
import { includesPort } from "../network/openPorts";
import { recordedNetwork } from "../network/recordedNetwork";
import { shop, types } from "./shop";

const betweenBrokers = "4369, 6000-6500, 25672, 35672-35682";
const http = { "orders-api": "8080", "orders-worker": "8080" };

/** What is open in every stack towards the pods of its program; with TLS no plain port is. */
function shipped(stack: string): NetworkTable {
    const isEncrypted = ["staging", "prod"].includes(stack);
    const [amqp, management] = isEncrypted ? ["5671", "15671"] : ["5672", "15672"];
    return {
        rabbitmq: { rabbitmq: betweenBrokers, ...http },
        "rabbitmq-topology": { rabbitmq: management, ...http },
        ...(isEncrypted && { "rabbitmq-certificate": { rabbitmq: management, ...http } }),
        "orders-api": { rabbitmq: amqp, ...http },
        "orders-worker": { rabbitmq: amqp, ...http },
        "a pod without labels": http,
        "a client of another broker": http,
        "a pod in namespace monitoring": {},
        "a pod in namespace elsewhere": {},
        "a copy of a client in namespace elsewhere": {},
        "a copy of a broker in namespace elsewhere": {},
    };
}

/** The table without the outsiders as called, and whether all of those are open to everybody. */
function towardsPrograms(table: NetworkTable, outsiders: { name: string }[]) {
    const names = outsiders.map(({ name }) => name);
    const cells = Object.entries(table).map(([from, row]) => {
        const entries = Object.entries(row);
        return {
            towardsOutsiders: entries.filter(([to]) => names.includes(to)),
            row: [from, Object.fromEntries(entries.filter(([to]) => !names.includes(to)))] as const,
        };
    });
    return {
        table: Object.fromEntries(cells.map(({ row }) => row)),
        isEgressFree: cells.every(
            ({ towardsOutsiders }) =>
                towardsOutsiders.length === names.length &&
                towardsOutsiders.every(([, ports]) => ports === everything),
        ),
    };
}

/** Ports that something of ours or of RabbitMQ listens on, or might, and one that nothing does. */
const probed = [4369, 5671, 5672, 6000, 8080, 9999, 15672, 15692, 25672, 35672];

for (const stack of stacks) {
    describe(`The network of stack ${stack}`, () => {
        let recording: Recording;
        before(async () => {
            recording = await runStack(stack);
        });

        it("is open to whom it should be, on the ports it should, and nowhere else", () => {
            const { outsiders } = inhabitants(recording);
            assert.deepEqual(towardsPrograms(networkTable(recording), outsiders), {
                table: shipped(stack),
                isEgressFree: true,
            });
        });

        it("decides the same for each port by itself", () => {
            const network = recordedNetwork(recording.resources);
            const { pods, outsiders } = inhabitants(recording);
            const declared = pods.flatMap(({ ports }) => ports.map((port) => port.containerPort));
            for (const from of [...pods, ...outsiders]) {
                for (const to of pods.map((pod) => ({ ...pod }))) {
                    const open = (shipped(stack)[from.name]?.[to.name] ?? "")
                        .split(", ")
                        .filter(Boolean);
                    for (const port of new Set([...declared, ...probed])) {
                        assert.equal(
                            mayTalk(network, from, to, { protocol: "TCP", port }),
                            includesPort(open, { protocol: "TCP", port }),
                            `${from.name} to ${to.name} on ${port}`,
                        );
                    }
                }
            }
        });

        it("has all of its pods and policies in the stack's namespace", () => {
            const namespace = stackConfiguration(stack)["queue-workloads:namespace"];
            const { policies } = recordedNetwork(recording.resources);
            const { pods } = inhabitants(recording);
            const namespaces = [...policies, ...pods].map((one) => one.namespace);
            assert.deepEqual(
                namespaces,
                namespaces.map(() => namespace),
            );
        });

        it("is the same in a preview that knows nothing yet", async () => {
            const preview = await runStack(stack, { preview: true });
            assert.deepEqual(networkTable(preview), networkTable(recording));
        });
    });
}

describe("The network of a broker and workloads that name other namespaces", () => {
    it("is open to those namespaces as well, and to no other", async () => {
        const recording = await runProgram(exampleWithNamespaces);
        const { outsiders } = inhabitants(recording, exampleNamespaces);
        const table = networkTable(recording, exampleNamespaces);
        const api = { "orders-api": "8080" };
        const clients = "1883, 5552, 5672, 15675";
        assert.deepEqual(towardsPrograms(table, outsiders), {
            table: {
                rabbitmq: { rabbitmq: betweenBrokers, ...api },
                "rabbitmq-topology": { rabbitmq: "15672", ...api },
                "orders-api": { rabbitmq: clients, ...api },
                invoices: { rabbitmq: clients },
                "a pod without labels": api,
                "a client of another broker": api,
                "a pod in namespace billing": {},
                "a pod in namespace keda": { rabbitmq: "15672" },
                "a pod in namespace ingress-nginx": { rabbitmq: "15675", ...api },
                "a pod in namespace monitoring": { rabbitmq: "15672, 15692", ...api },
                "a pod in namespace elsewhere": {},
                "a copy of a client in namespace elsewhere": {},
                "a copy of a broker in namespace elsewhere": {},
            },
            isEgressFree: true,
        });
    });
});

describe("A pod", () => {
    it("is made after the policy that closes it", async () => {
        const { resources } = await runProgram(
            shop({ consumer: { schedule: { cron: "@daily" }, replicas: undefined } }),
        );
        const running = [types.statefulSet, types.job, types.deployment, types.cronJob];
        const pods = resources.filter(({ type }) => running.includes(type));
        assert.deepEqual(pods.map(({ name }) => name).sort(), [
            "orders-api",
            "orders-worker",
            "rabbitmq",
            "rabbitmq-topology",
            "rabbitmq-topology",
        ]);
        for (const { name, dependencies } of pods) {
            assert.ok(dependencies.includes(`${types.networkPolicy}::${name}`), name);
        }
    });
});

describe("docs/network.md", () => {
    it("has the tables that the components make", async () => {
        const written = readFileSync(networkDocsPath, "utf8");
        assert.equal(written, await updatedNetworkDocs(), `Run: ${updateCommand}`);
    });
});
