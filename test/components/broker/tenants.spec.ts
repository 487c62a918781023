import assert from "node:assert/strict";

import type { RabbitMqBrokerArgs } from "../../../components/index";
import { PolicyTarget, RabbitMqBroker } from "../../../components/index";
import type { Recording } from "../../harness";
import { runFailing, runProgram } from "../../harness";
import { canary } from "../../mocks";
import { unwrapSecret } from "../../secretEnvelope";
import { valueAt } from "../../valueAt";
import { bootDefinitions, topologyDefinitions } from "../definitions";
import { types } from "../shop";

const platform: RabbitMqBrokerArgs = {
    namespace: "platform",
    queues: { orders: {} },
    tenants: {
        billing: {
            namespace: "billing",
            clients: { api: { publishesTo: ["invoices"] }, worker: { consumesFrom: ["invoices"] } },
            maxConnections: 20,
            maxQueues: 10,
        },
    },
};

const program = (changes: RabbitMqBrokerArgs = {}) => {
    return () => void new RabbitMqBroker("rabbitmq", { ...platform, ...changes });
};

const secretsIn = (recording: Recording, namespace: string) =>
    recording
        .ofType(types.secret)
        .filter(({ inputs }) => valueAt(inputs, "metadata", "namespace") === namespace)
        .map(({ name }) => name)
        .sort();

describe("A tenant of a broker", () => {
    it("has its users' Secrets in its own namespace, and nothing else there", async () => {
        const recording = await runProgram(program());
        const secrets = ["api-v1", "tenant-v1", "worker-v1"].map(
            (user) => `rabbitmq-billing-${user}`,
        );
        assert.deepEqual(secretsIn(recording, "billing"), secrets);
        const others = recording.resources.filter(
            ({ type, inputs }) =>
                type !== types.secret && valueAt(inputs, "metadata", "namespace") === "billing",
        );
        assert.deepEqual(others, []);
    });

    it("logs in with a name and a password alone, and its clients with a URL", async () => {
        const recording = await runProgram(program());
        const contents = (user: string) =>
            unwrapSecret(recording.get(types.secret, `rabbitmq-billing-${user}`).inputs.stringData);
        assert.deepEqual(Object.keys(contents("tenant-v1") as object).sort(), [
            ...["password", "username"],
        ]);
        assert.equal(valueAt(contents("tenant-v1"), "username"), "billing.tenant-v1");
        assert.match(
            valueAt(contents("worker-v1"), "AMQP_URL") as string,
            /^amqp:\/\/billing\.worker-v1:[^@]+@rabbitmq\.platform\.svc:5672\/billing$/,
        );
    });

    it("is held to operator policies, in its own virtual host and marked as the platform's", async () => {
        const definition = { "max-length": 1000, overflow: "reject-publish" };
        const operatorPolicies = { ceiling: { definition }, short: { pattern: "^t", definition } };
        const tenants = { billing: { ...platform.tenants!.billing!, operatorPolicies } };
        const { parameters } = topologyDefinitions(await runProgram(program({ tenants })));
        const value = { "apply-to": "queues", priority: 0, definition };
        const common = { component: "operator_policy", vhost: "billing" };
        assert.deepEqual(parameters?.slice(1), [
            {
                ...common,
                name: "queue-workloads.policy.ceiling",
                value: { pattern: ".*", ...value },
            },
            { ...common, name: "queue-workloads.policy.short", value: { pattern: "^t", ...value } },
        ]);
    });

    it("is told of each thing that is wrong with an operator policy", async () => {
        const operatorPolicies = {
            "amq.x": { definition: {} },
            ceiling: {
                pattern: "(",
                applyTo: PolicyTarget.Exchanges,
                priority: 100,
                definition: { "max-length": -1, "dead-letter-exchange": "mine" },
            },
        };
        const tenants = { billing: { ...platform.tenants!.billing!, operatorPolicies } };
        const { error } = await runFailing(program({ tenants }));
        assert.match(error.message, /has 7 problems/);
        const path = "tenants.billing.operatorPolicies";
        for (const wrong of [
            `${path}.amq.x is`,
            `${path}.amq.x.definition is {}; allowed: one key or more`,
            `${path}.ceiling.pattern is`,
            `${path}.ceiling.applyTo is "exchanges"; allowed: queues, classic_queues, quorum_queues, streams, all`,
            `${path}.ceiling.priority is 100; allowed: a whole number from 0 to 99`,
            `${path}.ceiling.definition.max-length is -1; allowed: a whole number from 0`,
            `${path}.ceiling.definition.dead-letter-exchange is "mine"; allowed: the keys delivery-limit, expires,`,
        ]) {
            assert.ok(error.message.includes(wrong), `${wrong}\n${error.message}`);
        }
    });

    it("gets a virtual host with limits, and rights in no other", async () => {
        const recording = await runProgram(program());
        const { vhosts, users, permissions, parameters, queues } = topologyDefinitions(recording);
        assert.deepEqual(
            vhosts.map(({ name }) => name),
            ["/", "billing"],
        );
        const mark = "queue-workloads:rabbitmq";
        assert.deepEqual(
            users.map(({ name, tags }) => [name, tags]),
            [
                ["administrator-v1", ["administrator", mark]],
                ["billing.api-v1", [mark]],
                ["billing.tenant-v1", ["management", mark]],
                ["billing.worker-v1", [mark]],
            ],
        );
        assert.deepEqual(
            permissions.map(({ user, vhost, configure, write, read }) => [
                ...[user, vhost, configure, write, read],
            ]),
            [
                ["administrator-v1", "/", ".*", ".*", ".*"],
                ["billing.api-v1", "billing", "^$", "^invoices$", "^$"],
                ["billing.tenant-v1", "billing", ".*", ".*", ".*"],
                ["billing.worker-v1", "billing", "^$", "^$", "^invoices$"],
                ["administrator-v1", "billing", ".*", ".*", ".*"],
            ],
        );
        assert.deepEqual(parameters, [
            {
                component: "vhost-limits",
                vhost: "billing",
                name: "limits",
                value: { "max-connections": 20, "max-queues": 10 },
            },
        ]);
        assert.ok(queues.every(({ vhost }) => vhost === "/"));
        assert.equal(bootDefinitions(recording).users.length, users.length);
    });

    it("is limited where nobody says how much", async () => {
        const { parameters } = topologyDefinitions(
            await runProgram(program({ tenants: { billing: { namespace: "billing" } } })),
        );
        assert.deepEqual(parameters![0]!.value, { "max-connections": 100, "max-queues": 100 });
    });

    it("is described to its own stack without a password", async () => {
        const { tenants } = (await runProgram(program())).get(types.broker, "rabbitmq").outputs as {
            tenants: object;
        };
        assert.deepEqual(tenants, {
            billing: {
                host: "rabbitmq.platform.svc",
                port: 5672,
                managementPort: 15672,
                namespace: "billing",
                administratorSecretName: "rabbitmq-billing-tenant-v1",
                image: "docker.io/library/rabbitmq:4.3.6-management",
                broker: "rabbitmq",
                tenant: {
                    virtualHost: "billing",
                    clients: {
                        api: {
                            secretName: "rabbitmq-billing-api-v1",
                            publishesTo: ["invoices"],
                            consumesFrom: [],
                        },
                        worker: {
                            secretName: "rabbitmq-billing-worker-v1",
                            publishesTo: [],
                            consumesFrom: ["invoices"],
                        },
                    },
                },
            },
        });
        assert.doesNotMatch(JSON.stringify(tenants), new RegExp(canary));
    });

    it("is let in by the NetworkPolicy: its workloads to AMQP, and its Jobs to the management", async () => {
        const { spec } = (await runProgram(program())).get(types.networkPolicy, "rabbitmq").inputs;
        const rules = valueAt(spec, "ingress") as {
            from: { namespaceSelector?: object; podSelector: { matchLabels: object } }[];
            ports: { port: string }[];
        }[];
        const ofTenant = rules.flatMap(({ from, ports }) =>
            from
                .filter(({ namespaceSelector }) => namespaceSelector !== undefined)
                .map(({ namespaceSelector, podSelector }) => [
                    valueAt(namespaceSelector, "matchLabels", "kubernetes.io/metadata.name"),
                    podSelector.matchLabels,
                    ...ports.map(({ port }) => port),
                ]),
        );
        assert.deepEqual(ofTenant, [
            ["billing", { "queue-workloads/client-of": "rabbitmq" }, "amqp"],
            ["billing", { "app.kubernetes.io/component": "rabbitmq-topology" }, "management"],
        ]);
    });

    it("keeps two versions of its own user and of its clients' while they are rotated", async () => {
        const tenants = {
            billing: {
                namespace: "billing",
                credentialVersion: 2,
                clients: { worker: { credentialVersion: 3, revokePrevious: true } },
            },
        };
        const recording = await runProgram(program({ tenants }));
        assert.deepEqual(
            secretsIn(recording, "billing"),
            ["tenant-v1", "tenant-v2", "worker-v3"].map((user) => `rabbitmq-billing-${user}`),
        );
        const annotations = valueAt(
            recording.get("kubernetes:core/v1:Service", "rabbitmq").inputs,
            "metadata",
            "annotations",
        ) as { [name: string]: string };
        assert.deepEqual(JSON.parse(annotations["queue-workloads/credential-versions"]!), {
            "billing.tenant": 2,
            "billing.worker": 3,
        });
    });

    it("has its wishes looked after each minute, and a broker without tenants every five", async () => {
        const schedule = async (changes: RabbitMqBrokerArgs) => {
            const { inputs } = (await runProgram(program(changes))).get(
                types.cronJob,
                "rabbitmq-topology",
            );
            return valueAt(inputs, "spec", "schedule");
        };
        assert.equal(await schedule({}), "*/1 * * * *");
        assert.equal(await schedule({ tenants: undefined }), "*/5 * * * *");
    });

    it("is refused with every problem at once", async () => {
        const { error } = await runFailing(
            program({
                virtualHosts: { billing: {} },
                tenants: {
                    billing: {
                        namespace: "Billing",
                        maxQueues: 0,
                        clients: { tenant: {}, api: { publishesTo: ["amq.default"] } },
                    },
                    "a.b": { namespace: "a", credentialVersion: 0 },
                },
            }),
        );
        const paths = error.message.split("\n").map((line) => line.trim().split(" ")[0]);
        assert.deepEqual(paths.slice(1), [
            "tenants.billing",
            "tenants.billing.namespace",
            "tenants.billing.maxQueues",
            "tenants.billing.clients.tenant",
            "tenants.billing.clients.api.publishesTo",
            "tenants.a.b",
            "tenants.a.b.credentialVersion",
        ]);
    });

    it("has Secrets that no other tenant of a namespace has", async () => {
        const tenants = {
            a: { namespace: "teams", clients: { "b-c": {} } },
            "a-b": { namespace: "teams", clients: { c: {} } },
        };
        const { error } = await runFailing(program({ tenants }));
        assert.match(error.message, /Secret rabbitmq-a-b-c-v1/);
    });
});
