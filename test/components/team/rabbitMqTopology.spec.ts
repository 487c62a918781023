import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess, RabbitMqTopologyArgs } from "../../../components/index";
import { QueueConsumer, RabbitMqBroker, RabbitMqTopology } from "../../../components/index";
import type { Recording } from "../../harness";
import { runFailing, runProgram } from "../../harness";
import { canary } from "../../mocks";
import { unwrapSecret } from "../../secretEnvelope";
import { valueAt } from "../../valueAt";
import { definitionsOf } from "../definitions";
import { types } from "../shop";
import { access, billing, team } from "./billing";

// A changed line destroys and recreates what users have. Never change one without an alias.
const frozen = [
    "kubernetes:batch/v1:CronJob::billing-topology",
    "kubernetes:batch/v1:Job::billing-topology",
    "kubernetes:core/v1:ConfigMap::billing-reconciler",
    "kubernetes:core/v1:Secret::billing-billing-api-v1",
    "kubernetes:core/v1:Secret::billing-billing-worker-v1",
    "kubernetes:core/v1:Secret::billing-topology",
    "kubernetes:core/v1:ServiceAccount::billing-topology",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy::billing-access",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy::billing-topology",
    "random:index/randomBytes:RandomBytes::billing-billing-api-v1-salt",
    "random:index/randomBytes:RandomBytes::billing-billing-worker-v1-salt",
    "random:index/randomPassword:RandomPassword::billing-billing-api-v1-password",
    "random:index/randomPassword:RandomPassword::billing-billing-worker-v1-password",
];

const identities = ({ childrenOf }: Recording) =>
    childrenOf("billing")
        .map(({ type, name }) => `${type}::${name}`)
        .sort();

const namespaceOf = (inputs: object) => valueAt(inputs, "metadata", "namespace");
const nameOf = (inputs: object) => valueAt(inputs, "metadata", "name") as string;
const container = ["spec", "template", "spec", "containers", 0];

const declared = (recording: Recording) =>
    definitionsOf(recording.get(types.secret, "billing-topology").inputs);

describe("A team's topology", () => {
    it("has these children, whether its broker is written down or from another stack", async () => {
        assert.deepEqual(identities(await runProgram(team())), frozen);
        const broker = pulumi.output(Promise.resolve(access));
        assert.deepEqual(identities(await runProgram(team({ broker }))), frozen);
        assert.deepEqual(identities(await runProgram(team(), { preview: true })), frozen);
    });

    it("makes the same of both", async () => {
        const plain = await runProgram(team());
        const later = await runProgram(team({ broker: pulumi.output(Promise.resolve(access)) }));
        for (const { type, name, inputs } of plain.childrenOf("billing")) {
            assert.deepEqual(later.get(type, name).inputs, inputs, name);
        }
        const { outputs } = plain.get(types.topology, "billing");
        assert.equal(outputs?.["namespace"], "billing");
        assert.deepEqual(later.get(types.topology, "billing").outputs, outputs);
    });

    it("keeps its passwords in its own namespace, and sends hashes to the broker's", async () => {
        const recording = await runProgram(team());
        const children = recording.childrenOf("billing");
        const passwords = children.filter(
            ({ type, inputs }) =>
                type.startsWith("kubernetes:") && JSON.stringify(inputs).includes(canary),
        );
        assert.deepEqual(passwords.map(({ name }) => name).sort(), [
            "billing-billing-api-v1",
            "billing-billing-worker-v1",
        ]);
        assert.ok(passwords.every(({ inputs }) => namespaceOf(inputs) === "billing"));
        const others = children.filter(
            ({ type, name }) =>
                type.startsWith("kubernetes:") && !passwords.some((one) => one.name === name),
        );
        assert.deepEqual(
            [...new Set(others.map(({ inputs }) => namespaceOf(inputs)))],
            ["platform"],
        );
        assert.doesNotMatch(JSON.stringify(declared(recording)), new RegExp(canary));
    });

    it("tells a client that declares what it may declare", async () => {
        const clients = { worker: { consumesFrom: ["invoices"], declares: true } };
        const recording = await runProgram(team({ clients }));
        const data = recording.get(types.secret, "billing-worker-v1").inputs["stringData"];
        const { declarations } = unwrapSecret(data) as { declarations: string };
        const { queues } = JSON.parse(declarations) as { queues: { name: string }[] };
        assert.deepEqual(
            queues.map(({ name }) => name),
            ["invoices"],
        );
    });

    it("declares one virtual host, with users that no other virtual host has", async () => {
        const { vhosts, users, permissions, queues } = declared(
            await runProgram(team({ virtualHost: "accounts" })),
        );
        assert.deepEqual(
            vhosts.map(({ name }) => name),
            ["accounts"],
        );
        assert.deepEqual(
            users.map(({ name, tags }) => [name, tags]),
            [
                ["accounts.billing-api-v1", ["queue-workloads:virtual-host:accounts"]],
                ["accounts.billing-worker-v1", ["queue-workloads:virtual-host:accounts"]],
            ],
        );
        assert.ok([...permissions, ...queues].every(({ vhost }) => vhost === "accounts"));
    });

    it("limits the virtual host, and takes a limit back", async () => {
        const limits = async (changes: Partial<RabbitMqTopologyArgs>) =>
            declared(await runProgram(team(changes))).parameters;
        const limit = { component: "vhost-limits", vhost: "billing", name: "limits" };
        assert.deepEqual(await limits({ maxConnections: 20, maxQueues: 10 }), [
            { ...limit, value: { "max-connections": 20, "max-queues": 10 } },
        ]);
        assert.deepEqual(await limits({}), [
            { ...limit, value: { "max-connections": -1, "max-queues": -1 } },
        ]);
    });

    it("has objects of its own beside the broker where a team of another stack has the same name", async () => {
        const names = async (stack: string) =>
            (await runProgram(team(), { stack }))
                .childrenOf("billing")
                .filter(({ inputs }) => namespaceOf(inputs) === "platform")
                .map(({ inputs }) => nameOf(inputs))
                .filter((name) => name !== undefined);
        const [one, other] = [await names("one"), await names("other")];
        assert.equal(one.length, 4);
        assert.deepEqual(
            one.filter((name) => other.includes(name)),
            [],
        );
        assert.ok(one.every((name) => name.length <= 63));
    });

    it("opens the broker to its workloads and its Jobs, and to nobody else", async () => {
        const recording = await runProgram(team());
        const { spec } = recording.get(types.networkPolicy, "billing-access").inputs;
        const job = recording.get(types.job, "billing-topology").inputs;
        const labels = valueAt(job, "spec", "template", "metadata", "labels") as object;
        const jobs = {
            "app.kubernetes.io/name": valueAt(labels, "app.kubernetes.io/name"),
            "app.kubernetes.io/component": "rabbitmq-topology",
        };
        assert.deepEqual(spec, {
            podSelector: {
                matchLabels: {
                    "app.kubernetes.io/name": "rabbitmq",
                    "app.kubernetes.io/component": "rabbitmq",
                },
            },
            policyTypes: ["Ingress"],
            ingress: [
                {
                    from: [
                        {
                            namespaceSelector: {
                                matchLabels: { "kubernetes.io/metadata.name": "billing" },
                            },
                            podSelector: {
                                matchLabels: { "queue-workloads/client-of": "rabbitmq" },
                            },
                        },
                    ],
                    ports: [{ protocol: "TCP", port: 5672 }],
                },
                {
                    from: [{ podSelector: { matchLabels: jobs } }],
                    ports: [{ protocol: "TCP", port: 15672 }],
                },
            ],
        });
    });

    it("opens nothing where the broker is somewhere else", async () => {
        const elsewhere: BrokerAccess = { ...access, broker: undefined };
        const recording = await runProgram(team({ broker: elsewhere }));
        assert.deepEqual(
            recording.ofType(types.networkPolicy).map(({ name }) => name),
            ["billing-topology"],
        );
    });

    it("tells the Job where the broker is, by which CA it is trusted, and takes no more of the administrator's Secret than a login", async () => {
        const secure: BrokerAccess = {
            host: "broker.example.com",
            namespace: "platform",
            administratorSecretName: "admin",
            managementPort: 443,
            tls: true,
            certificateAuthority: { name: "broker-ca", key: "root.pem" },
        };
        const { inputs } = (await runProgram(team({ broker: secure }))).get(
            types.job,
            "billing-topology",
        );
        const env = valueAt(inputs, ...container, "env") as { name: string; value: string }[];
        const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
        assert.equal(variables["MANAGEMENT_HOST"], "broker.example.com");
        assert.equal(variables["MANAGEMENT_PORT"], "443");
        assert.equal(variables["MANAGEMENT_TLS"], "true");
        assert.equal(variables["CA_FILE"], "/run/tls/ca.crt");
        assert.equal(variables["HOLDER"], "billing of the stack test of queue-workloads");
        assert.equal(variables["NODES"], undefined);
        const volumes = valueAt(inputs, "spec", "template", "spec", "volumes") as {
            name: string;
            secret?: object;
        }[];
        const secret = (name: string) => volumes.find((one) => one.name === name)?.secret;
        assert.deepEqual(secret("tls"), {
            secretName: "broker-ca",
            items: [{ key: "root.pem", path: "ca.crt" }],
        });
        assert.deepEqual(secret("administrator"), {
            secretName: "admin",
            items: [
                { key: "username", path: "username" },
                { key: "password", path: "password" },
            ],
        });
    });

    it("connects workloads, which start once all is declared", async () => {
        const recording = await runProgram(() => {
            const topology = new RabbitMqTopology("billing", {
                ...billing,
                broker: pulumi.output(Promise.resolve(access)),
            });
            new QueueConsumer("worker", {
                connection: topology.connectionFor("billing-worker"),
                queue: "invoices",
                image: "shop/worker:1.4.2",
            });
        });
        const { inputs, dependencies, propertyDependencies } = recording.get(
            types.deployment,
            "worker",
        );
        assert.equal(namespaceOf(inputs), "billing");
        assert.match(JSON.stringify(inputs), /"billing-billing-worker-v1"/);
        assert.equal(
            valueAt(
                inputs,
                ...["spec", "template", "metadata", "labels", "queue-workloads/client-of"],
            ),
            "rabbitmq",
        );
        const known = [...dependencies, ...Object.values(propertyDependencies).flat()];
        assert.ok(known.includes(`${types.job}::billing-topology`));
        const { stringData } = recording.get(types.secret, "billing-billing-worker-v1").inputs;
        assert.match(
            valueAt(unwrapSecret(stringData), "AMQP_URL") as string,
            /^amqp:\/\/billing\.billing-worker-v1:[^@]+@rabbitmq\.platform\.svc:5672\/billing$/,
        );
    });

    it("is declared beside a broker of the same program as well", async () => {
        const recording = await runProgram(() => {
            const broker = new RabbitMqBroker("rabbitmq", { namespace: "platform" });
            new RabbitMqTopology("billing", { ...billing, broker: broker.brokerAccess });
        });
        assert.deepEqual(identities(recording), frozen);
    });
});

describe("A team's topology is refused", () => {
    const message = async (changes: Partial<RabbitMqTopologyArgs>, name?: string) =>
        (await runFailing(team(changes, name))).error.message;

    it("with every problem at once, before anything is made", async () => {
        const { error, resources } = await runFailing(
            team({
                virtualHost: "/",
                maxConnections: 0,
                broker: { ...access, host: "https://broker", managementPort: 0 },
                clients: { api: { publishesTo: ["nothing"] } },
            }),
        );
        assert.equal(
            error.message,
            [
                'RabbitMqTopology "billing" has 5 problems:',
                '  broker.host is "https://broker"; allowed: a host name or an IPv4 address, without a scheme or a port. The ports are port and managementPort.',
                "  broker.managementPort is 0; allowed: a whole number from 1 to 65535. Correct it.",
                '  virtualHost is "/"; allowed: 1 to 100 letters, digits, ".", "_" and "-", not starting with ".". It is the broker\'s own: take one of the team\'s.',
                "  maxConnections is 0; allowed: a whole number from 1 to 1000000. Correct it.",
                '  clients.api.publishesTo is "nothing"; allowed: invoices. Declare it under queues or exchanges, or correct the name.',
            ].join("\n"),
        );
        assert.deepEqual(
            resources.map(({ type }) => type),
            [types.topology],
        );
    });

    it("with fewer queues than it declares", async () => {
        assert.match(
            await message({ maxQueues: 1 }),
            /maxQueues is 1; allowed: a whole number from 2 to 1000000\. 2 are declared, those for dead letters included/,
        );
    });

    it("where the access to the broker is wrong or not there", async () => {
        const broker = { ...access, host: "" };
        assert.match(await message({ broker }), /broker\.host is undefined; allowed: a name/);
        const nothing = undefined as unknown as BrokerAccess;
        assert.match(await message({ broker: nothing }), /broker is undefined; allowed: an object/);
    });

    it("where two topologies of a program would have a Secret of the same name", async () => {
        const { error } = await runFailing(() => {
            new RabbitMqTopology("billing", { ...billing, clients: { "a-b": {} } });
            new RabbitMqTopology("billing-a", { ...billing, clients: { b: {} } });
        });
        assert.match(error.message, /Secret billing-a-b-v1/);
    });
});
