import assert from "node:assert/strict";

import { internodeProblem } from "../../../components/broker/guards";
import { brokerProblems } from "../../../components/broker/problems";
import type { RabbitMqBrokerArgs } from "../../../components/index";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import { orders, rabbitMqConfOf, shop, types } from "../shop";

const certificate = "kubernetes:cert-manager.io/v1:Certificate";
const lines = (args: RabbitMqBrokerArgs) =>
    problemLines(brokerProblems("rabbitmq", { ...orders, ...args }));

describe("A broker that asks clients for certificates", () => {
    it("does so where clients connect, and not where probes, Jobs, KEDA and Prometheus do", async () => {
        const tls = { selfSigned: true, clientCertificates: {} };
        const recording = await runProgram(shop({ broker: { tls } }));
        const asked = [
            ...rabbitMqConfOf(recording).matchAll(/^(\S+)\.(verify|fail_if_no_peer_cert) = .*$/gm),
        ];
        assert.deepEqual(
            asked.map(([line]) => line),
            ["ssl_options.verify = verify_peer", "ssl_options.fail_if_no_peer_cert = true"],
        );
    });

    it("has cert-manager make one for each client, which its workload gets as files", async () => {
        const tls = { selfSigned: true, clientCertificates: {} };
        const recording = await runProgram(shop({ broker: { tls } }));
        const made = recording.get(certificate, "rabbitmq-orders-worker-tls").inputs;
        assert.equal(valueAt(made, "spec", "commonName"), "orders-worker");
        assert.deepEqual(valueAt(made, "spec", "usages"), ["digital signature", "client auth"]);
        const { inputs } = recording.get(types.deployment, "orders-worker");
        const volumes = valueAt(inputs, "spec", "template", "spec", "volumes") as object[];
        assert.deepEqual(volumes.at(-1), {
            name: "broker-client",
            secret: {
                secretName: "rabbitmq-orders-worker-tls",
                items: ["tls.crt", "tls.key"].map((key) => ({ key, path: key })),
                defaultMode: 0o440,
            },
        });
    });

    it("takes those of another CA, from a Secret that every client names", async () => {
        const certificateAuthority = { name: "clients-ca", key: "bundle.pem" };
        const tls = { secretName: "served", clientCertificates: { certificateAuthority } };
        const clients = {
            "orders-api": { publishesTo: ["orders"], certificateSecretName: "api-tls" },
            "orders-worker": { consumesFrom: ["orders"], certificateSecretName: "worker-tls" },
        };
        const recording = await runProgram(shop({ broker: { tls, clients } }));
        assert.match(
            rabbitMqConfOf(recording),
            /^ssl_options\.cacertfile = \/run\/client-ca\/ca\.crt$/m,
        );
        assert.match(
            rabbitMqConfOf(recording),
            /^management\.ssl\.cacertfile = \/run\/tls\/ca\.crt$/m,
        );
        assert.deepEqual(recording.ofType(certificate), []);
    });

    it("is refused where a client has none, or could come in without, all at once", () => {
        const tls = { secretName: "served", plaintext: true, clientCertificates: {} };
        const found = lines({ tls, protocols: { webMqtt: {} } }).map((line) => line.split(" ")[0]);
        assert.deepEqual(found, [
            "tls.plaintext",
            "protocols.webMqtt",
            "clients.orders-api.certificateSecretName",
            "clients.orders-worker.certificateSecretName",
        ]);
    });
});

describe("A broker whose nodes talk to each other with TLS", () => {
    it("tells nodes and their tools so, and has a certificate for each node", async () => {
        const tls = { selfSigned: true, internode: true };
        const recording = await runProgram(shop({ broker: { tls } }));
        const { inputs } = recording.get(types.statefulSet, "rabbitmq");
        const env = valueAt(inputs, "spec", "template", "spec", "containers", 0, "env") as {
            name: string;
            value: string;
        }[];
        const told = env.filter(({ value }) =>
            /-proto_dist inet_tls -ssl_dist_optfile/.test(value),
        );
        assert.deepEqual(
            told.map(({ name }) => name),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "RABBITMQ_CTL_ERL_ARGS"],
        );
        const names = valueAt(
            recording.get(certificate, "rabbitmq-tls").inputs,
            "spec",
            "dnsNames",
        );
        assert.ok((names as string[]).includes("*.rabbitmq-nodes.shop"));
    });

    it("cannot be changed while several nodes run", () => {
        const nodes = (replicas: number, value: string) => ({
            spec: {
                replicas,
                template: {
                    spec: {
                        containers: [
                            { env: [{ name: "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", value }] },
                        ],
                    },
                },
            },
        });
        const [plain, secure] = ["-ssl x", "-proto_dist inet_tls -ssl_dist_optfile x"];
        assert.match(
            internodeProblem(nodes(3, plain), nodes(3, secure))!,
            /^tls\.internode cannot become true while 3 nodes run/,
        );
        assert.equal(internodeProblem(nodes(1, plain), nodes(1, secure)), undefined);
        assert.equal(internodeProblem(nodes(3, secure), nodes(5, secure)), undefined);
    });
});

describe("Shovels and upstreams of a broker", () => {
    const uri = { name: "old-broker", key: "uri" };

    it("enable their plugins, and are declared without a URI", async () => {
        const shovels = {
            orders: { source: { uri, queue: "all" }, destination: { queue: "orders" } },
        };
        const recording = await runProgram(shop({ broker: { shovels } }));
        const plugins = valueAt(
            recording.get(types.configMap, "rabbitmq-config").inputs,
            ...["data", "enabled_plugins"],
        ) as string;
        assert.match(plugins, /rabbitmq_shovel,rabbitmq_shovel_management/);
        assert.doesNotMatch(plugins, /federation/);
    });

    it("are refused with every problem at once", () => {
        const found = lines({
            shovels: {
                round: { source: { queue: "orders" }, destination: { queue: "orders" } },
                lost: { virtualHost: "no", source: {}, destination: { uri, queue: "a" } },
                unknown: {
                    source: { queue: "order" },
                    destination: { uri, exchange: "a" },
                    prefetch: 0,
                },
            },
            federationUpstreams: { old: { uri, maxHops: 0 } },
            policies: {
                all: { pattern: ".*", definition: { "federation-upstream": "older" } },
            },
        }).map((line) => line.split(" ")[0]);
        assert.deepEqual(found, [
            "shovels.round.destination.queue",
            "shovels.lost.virtualHost",
            "shovels.lost.source",
            "shovels.unknown.source.queue",
            "shovels.unknown.prefetch",
            "federationUpstreams.old.maxHops",
            "policies.all.definition.federation-upstream",
        ]);
    });
});
