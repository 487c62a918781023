import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { brokerProblems } from "../../../components/broker/problems";
import type { AmqpConnection, BrokerTls } from "../../../components/index";
import { IssuerKind, QueueConsumer } from "../../../components/index";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { unwrapSecret } from "../../secretEnvelope";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import type { ShopChanges } from "../shop";
import { rabbitMqConfOf, shop, types } from "../shop";

const tls = { secretName: "rabbitmq-tls" };
const plainPorts = [5672, 15672, 15692];
const securePorts = [5671, 15671, 15691];

const secured = (changes: ShopChanges = {}) =>
    runProgram(shop({ ...changes, broker: { tls, ...changes.broker } }));

const pod = (recording: Recording, type: string, name: string, ...path: (string | number)[]) =>
    valueAt(recording.get(type, name).inputs, "spec", "template", "spec", ...path);

const brokerPod = (recording: Recording, ...path: (string | number)[]) =>
    pod(recording, types.statefulSet, "rabbitmq", ...path);

const numbers = (ports: unknown, key: string) =>
    (ports as { [key: string]: number }[]).map((port) => port[key]);

describe("A broker with TLS", () => {
    let recording: Recording;
    before(async () => {
        recording = await secured({
            broker: { autoscaler: {}, monitoring: {}, monitoringNamespaces: ["monitoring"] },
            consumer: {
                replicas: undefined,
                autoscaling: { maxReplicas: 5, messagesPerReplica: 50 },
            },
        });
    });

    const conf = () => rabbitMqConfOf(recording);

    it("opens the ports with TLS and no others, in RabbitMQ, its pods and its Service", () => {
        const service = recording.get(types.service, "rabbitmq").inputs;
        assert.deepEqual(numbers(valueAt(service, "spec", "ports"), "port"), securePorts);
        const declared = numbers(brokerPod(recording, "containers", 0, "ports"), "containerPort");
        assert.deepEqual(declared, [...securePorts, 4369, 25672]);
        for (const line of [
            "listeners.tcp = none",
            "listeners.ssl.default = 5671",
            "management.ssl.port = 15671",
            "prometheus.tcp.listener = none",
            "prometheus.ssl.port = 15691",
        ]) {
            assert.ok(conf().includes(`\n${line}\n`), line);
        }
        assert.doesNotMatch(conf(), new RegExp(` = (${plainPorts.join("|")})\n`));
    });

    it("lets in over TLS whom it let in before", () => {
        const { inputs } = recording.get(types.networkPolicy, "rabbitmq");
        const rules = valueAt(inputs, "spec", "ingress") as { ports: { port: unknown }[] }[];
        const ports = rules.flatMap((rule) => rule.ports.map(({ port }) => port));
        assert.deepEqual(
            ports.filter((port) => typeof port === "string"),
            ["amqps", "management-tls", "prometheus-tls", "epmd", "cluster-rpc"],
        );
    });

    it("speaks TLS 1.2 and 1.3, and nothing older", () => {
        for (const options of ["ssl_options", "management.ssl", "prometheus.ssl"]) {
            const versions = [...conf().matchAll(/^(\S+)\.versions\.\d = (\S+)$/gm)]
                .filter(([, prefix]) => prefix === options)
                .map(([, , version]) => version);
            assert.deepEqual(versions, ["tlsv1.3", "tlsv1.2"], options);
        }
    });

    it("reads its certificate where the Secret is mounted as a whole, so that a renewed one gets there", () => {
        const [volume] = (brokerPod(recording, "volumes") as { name: string }[]).filter(
            ({ name }) => name === "tls",
        );
        assert.equal(valueAt(volume, "secret", "secretName"), "rabbitmq-tls");
        const mounts = brokerPod(recording, "containers", 0, "volumeMounts") as object[];
        assert.deepEqual(
            mounts.filter((mount) => "name" in mount && mount.name === "tls"),
            [{ name: "tls", mountPath: "/run/tls", readOnly: true }],
        );
        const files = [...conf().matchAll(/(?:cert|key)file = (\S+)$/gm)].map(([, file]) => file);
        assert.deepEqual([...new Set(files)].sort(), [
            "/run/tls/ca.crt",
            "/run/tls/tls.crt",
            "/run/tls/tls.key",
        ]);
        assert.deepEqual(
            recording
                .get(types.statefulSet, "rabbitmq")
                .propertyDependencies["spec"]?.filter((dependency) => dependency.includes("tls")),
            [],
            "no broker is replaced because of it",
        );
    });

    it("looks for a renewed certificate every ten seconds", () => {
        const env = brokerPod(recording, "containers", 0, "env") as { name: string }[];
        assert.deepEqual(
            env.filter(({ name }) => name === "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"),
            [
                {
                    name: "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                    value: "-ssl ssl_pem_cache_clean 10000",
                },
            ],
        );
    });

    it("is probed over TLS", () => {
        const container = (...path: string[]) => brokerPod(recording, "containers", 0, ...path);
        assert.equal(container("startupProbe", "httpGet", "scheme"), "HTTPS");
        assert.equal(container("startupProbe", "httpGet", "port"), "management-tls");
        assert.deepEqual(container("readinessProbe", "tcpSocket"), { port: "amqps" });
    });

    it("has its certificate looked at before a node starts", () => {
        const { inputs, dependencies } = recording.get(types.job, "rabbitmq-certificate");
        const env = valueAt(inputs, "spec", "template", "spec", "containers", 0, "env");
        assert.deepEqual(env, [
            { name: "SECRET_NAME", value: "rabbitmq-tls" },
            { name: "CA_SECRET_NAME", value: "rabbitmq-tls" },
            { name: "HOST", value: "rabbitmq.shop.svc" },
        ]);
        assert.equal(valueAt(inputs, "spec", "template", "spec", "serviceAccountName"), "rabbitmq");
        assert.ok(dependencies.includes(`${types.serviceAccount}::rabbitmq`));
        assert.ok(
            recording
                .get(types.statefulSet, "rabbitmq")
                .dependencies.includes(`${types.job}::rabbitmq-certificate`),
        );
    });

    it("gives its clients and KEDA URLs with TLS", () => {
        const client = unwrapSecret(
            recording.get(types.secret, "rabbitmq-orders-api-v1").inputs["stringData"],
        ) as { [key: string]: string };
        assert.match(client["AMQP_URL"]!, /^amqps:\/\/.*@rabbitmq\.shop\.svc:5671\/%2F$/);
        assert.equal(client["port"], "5671");
        const scaler = unwrapSecret(
            recording.get(types.secret, "rabbitmq-autoscaler").inputs["stringData"],
        ) as { [key: string]: string };
        assert.equal(scaler["host"], "https://rabbitmq.shop.svc:15671");
        assert.equal(scaler["tls"], "enable");
    });

    it("is trusted by KEDA through the CA in the Secret, and by Prometheus as well", () => {
        const authentication = recording.get(types.triggerAuthentication, "orders-worker").inputs;
        const targets = valueAt(authentication, "spec", "secretTargetRef") as object[];
        assert.deepEqual(targets.slice(3), [
            { parameter: "tls", name: "rabbitmq-autoscaler-auto", key: "tls" },
            { parameter: "ca", name: "rabbitmq-tls", key: "ca.crt" },
        ]);
        const { inputs } = recording.get(
            "kubernetes:monitoring.coreos.com/v1:PodMonitor",
            "rabbitmq",
        );
        const endpoints = valueAt(inputs, "spec", "podMetricsEndpoints") as object[];
        assert.equal(endpoints.length, 2);
        for (const [index, name] of ["prometheus", "prometheus-detailed"].entries()) {
            const endpoint = endpoints[index];
            assert.equal(valueAt(endpoint, "port"), "prometheus-tls");
            assert.equal(valueAt(endpoint, "scheme"), "https");
            assert.deepEqual(valueAt(endpoint, "tlsConfig"), {
                serverName: "rabbitmq.shop.svc",
                ca: { secret: { name: "rabbitmq-tls", key: "ca.crt" } },
            });
            assert.deepEqual(valueAt(endpoint, "relabelings"), [
                { targetLabel: "endpoint", replacement: name },
            ]);
        }
    });

    it("tells the port that its clients use, that of its metrics, and where its management is", async () => {
        const told = (of: Recording) => {
            const { port, metricsPort, managementUrl } = of.get(types.broker, "rabbitmq").outputs!;
            return [port, metricsPort, managementUrl];
        };
        assert.deepEqual(told(recording), [5671, 15691, "https://rabbitmq.shop.svc:15671"]);
        assert.deepEqual(told(await runProgram(shop())), [
            ...[5672, 15692, "http://rabbitmq.shop.svc:15672"],
        ]);
    });

    it("keeps its plain ports with `plaintext`, beside those with TLS, and uses the latter", async () => {
        const both = await secured({ broker: { tls: { ...tls, plaintext: true } } });
        const service = both.get(types.service, "rabbitmq").inputs;
        assert.deepEqual(
            numbers(valueAt(service, "spec", "ports"), "port"),
            [5672, 5671, 15672, 15671, 15692, 15691],
        );
        const text = rabbitMqConfOf(both);
        assert.doesNotMatch(text, /none\nlisteners|listener = none/);
        assert.match(text, /\nlisteners\.tcp\.default = 5672\n/);
        assert.match(text, /\nprometheus\.tcp\.port = 15692\n/);
        assert.match(text, /\nmanagement\.tcp\.port = 15672\n/);
        assert.deepEqual(brokerPod(both, "containers", 0, "readinessProbe", "tcpSocket"), {
            port: "amqps",
        });
    });

    it("is trusted through the Secret that `caSecretName` names, by all that connect to it", async () => {
        const ca = { name: "trusted", key: "ca.crt" };
        const items = [{ key: "ca.crt", path: "ca.crt" }];
        const trusting = await secured({
            broker: {
                tls: { ...tls, caSecretName: "trusted" },
                ...{ autoscaler: {}, monitoring: {}, monitoringNamespaces: ["monitoring"] },
            },
            consumer: {
                replicas: undefined,
                autoscaling: { maxReplicas: 5, messagesPerReplica: 50 },
            },
        });
        const volume = (...path: [string, string]) =>
            (pod(trusting, ...path, "volumes") as { name: string }[]).find(({ name }) =>
                ["tls", "broker-ca"].includes(name),
            );
        const own = ["tls.crt", "tls.key"].map((key) => ({ key, path: key }));
        const files = (optional: object) => ({
            name: "tls",
            projected: {
                sources: [
                    { secret: { name: "rabbitmq-tls", ...optional, items: own } },
                    { secret: { name: "trusted", ...optional, items } },
                ],
                defaultMode: 0o440,
            },
        });
        assert.deepEqual(volume(types.statefulSet, "rabbitmq"), files({}));
        assert.deepEqual(volume(types.job, "rabbitmq-certificate"), files({ optional: true }));
        const secret = { secretName: "trusted", items };
        assert.deepEqual(volume(types.job, "rabbitmq-topology"), { name: "tls", secret });
        for (const name of ["orders-api", "orders-worker"]) {
            assert.deepEqual(volume(types.deployment, name), { name: "broker-ca", secret });
        }
        const scaler = trusting.get(types.triggerAuthentication, "orders-worker").inputs;
        const targets = valueAt(scaler, "spec", "secretTargetRef") as object[];
        assert.deepEqual(targets[4], { parameter: "ca", ...ca });
        const monitor = trusting.get("kubernetes:monitoring.coreos.com/v1:PodMonitor", "rabbitmq");
        assert.deepEqual(
            valueAt(monitor.inputs, "spec", "podMetricsEndpoints", 0, "tlsConfig", "ca"),
            { secret: ca },
        );
    });

    it("asks for the name of a Secret that there can be", () => {
        assert.deepEqual(problemLines(brokerProblems("rabbitmq", { tls: { secretName: "" } })), [
            'tls.secretName is ""; allowed: a name. Name what there is in the cluster.',
        ]);
        assert.match(
            problemLines(brokerProblems("rabbitmq", { tls: { secretName: "My_Secret" } })).join(),
            /^tls\.secretName is "My_Secret"; allowed: at most 253 lower-case letters/,
        );
    });
});

describe("A broker whose certificate cert-manager makes", () => {
    const certificate = "kubernetes:cert-manager.io/v1:Certificate";
    const issuerType = "kubernetes:cert-manager.io/v1:Issuer";

    it("asks the issuer for one by every name that it has, and waits for it before it looks at it", async () => {
        const issuer = { name: "corporate", kind: IssuerKind.ClusterIssuer };
        const recording = await secured({ broker: { tls: { issuer } } });
        const { inputs } = recording.get(certificate, "rabbitmq-tls");
        assert.deepEqual(valueAt(inputs, "spec", "issuerRef"), {
            group: "cert-manager.io",
            ...issuer,
        });
        assert.equal(valueAt(inputs, "spec", "secretName"), "rabbitmq-tls");
        assert.deepEqual(valueAt(inputs, "spec", "dnsNames"), [
            "rabbitmq.shop.svc",
            "rabbitmq.shop.svc.cluster.local",
            "rabbitmq.shop",
            "rabbitmq",
            "*.rabbitmq-nodes.shop.svc",
            "*.rabbitmq-nodes.shop.svc.cluster.local",
        ]);
        assert.deepEqual(valueAt(inputs, "metadata", "annotations"), {
            "pulumi.com/waitFor": "condition=Ready",
        });
        assert.ok(
            recording
                .get(types.job, "rabbitmq-certificate")
                .dependencies.includes(`${certificate}::rabbitmq-tls`),
        );
        assert.deepEqual(recording.ofType(issuerType), []);
    });

    it("has a CA of its own with `selfSigned`, which is there before it signs, and keeps its key", async () => {
        const recording = await secured({ broker: { tls: { selfSigned: true } } });
        const authority = recording.get(certificate, "rabbitmq-ca").inputs;
        assert.equal(valueAt(authority, "spec", "isCA"), true);
        assert.equal(valueAt(authority, "spec", "privateKey", "rotationPolicy"), "Never");
        assert.equal(valueAt(authority, "spec", "issuerRef", "name"), "rabbitmq-self-signed");
        const issuer = recording.get(issuerType, "rabbitmq-ca-issuer");
        assert.deepEqual(issuer.inputs["spec"], { ca: { secretName: "rabbitmq-ca" } });
        assert.deepEqual(issuer.dependencies, [`${certificate}::rabbitmq-ca`]);
        const server = recording.get(certificate, "rabbitmq-tls");
        assert.equal(valueAt(server.inputs, "spec", "issuerRef", "name"), "rabbitmq-ca");
        assert.deepEqual(server.dependencies, [`${issuerType}::rabbitmq-ca-issuer`]);
    });

    it("mounts the Secret that cert-manager fills, by its literal name", async () => {
        const recording = await secured({ broker: { tls: { selfSigned: true } } });
        const volumes = brokerPod(recording, "volumes") as { name: string }[];
        const volume = volumes.find(({ name }) => name === "tls");
        assert.equal(valueAt(volume, "secret", "secretName"), "rabbitmq-tls");
    });

    it("comes from one of the three, and of a kind that there is", () => {
        const lines = (args: BrokerTls) => problemLines(brokerProblems("rabbitmq", { tls: args }));
        assert.deepEqual(lines({}), [
            "tls is {}; allowed: one of secretName, issuer and selfSigned. Give exactly one.",
        ]);
        assert.match(lines({ ...tls, selfSigned: true }).join(), /Give exactly one\.$/);
        const kind = "Isuer" as IssuerKind;
        assert.deepEqual(lines({ issuer: { name: "corporate", kind } }), [
            'tls.issuer.kind is "Isuer"; allowed: Issuer, ClusterIssuer. Correct it.',
        ]);
        assert.deepEqual(lines({ issuer: { name: "corporate" } }), []);
    });
});

describe("A workload of a broker with TLS", () => {
    const environment = (recording: Recording, name: string) => {
        const env = pod(recording, types.deployment, name, "containers", 0, "env");
        return Object.fromEntries(
            (env as { name: string; value?: string }[]).map((one) => [one.name, one.value]),
        );
    };

    it("finds the CA in a file that follows the Secret, by the variables that runtimes look at", async () => {
        const recording = await secured();
        for (const name of ["orders-api", "orders-worker"]) {
            const env = environment(recording, name);
            assert.equal(env["NODE_EXTRA_CA_CERTS"], "/run/broker-ca/ca.crt");
            assert.equal(env["SSL_CERT_FILE"], "/run/broker-ca/ca.crt");
            const volumes = pod(recording, types.deployment, name, "volumes") as object[];
            assert.deepEqual(volumes.slice(1), [
                {
                    name: "broker-ca",
                    secret: {
                        secretName: "rabbitmq-tls",
                        items: [{ key: "ca.crt", path: "ca.crt" }],
                    },
                },
            ]);
            const mounts = pod(recording, types.deployment, name, "containers", 0, "volumeMounts");
            assert.deepEqual((mounts as object[]).slice(1), [
                { name: "broker-ca", mountPath: "/run/broker-ca", readOnly: true },
            ]);
        }
    });

    it("may have other certificates of its own under the same variables", async () => {
        const env = { SSL_CERT_FILE: "/certificates/all.pem" };
        const recording = await secured({ producer: { env } });
        const given = pod(recording, types.deployment, "orders-api", "containers", 0, "env");
        const values = (given as { name: string; value?: string }[])
            .filter(({ name }) => name === "SSL_CERT_FILE")
            .map(({ value }) => value);
        assert.deepEqual(values, ["/certificates/all.pem"]);
    });

    it("takes the CA from a connection that comes from another stack, too", async () => {
        const connection: AmqpConnection = {
            secretName: "billing",
            namespace: "billing",
            certificateAuthority: { name: "corporate-ca", key: "bundle.pem" },
        };
        const recording = await runProgram(() => {
            new QueueConsumer("billing", {
                connection: pulumi.output(connection),
                queue: "invoices",
                image: "billing:1.0",
            });
        });
        const volumes = pod(recording, types.deployment, "billing", "volumes") as object[];
        assert.deepEqual(volumes[1], {
            name: "broker-ca",
            secret: {
                secretName: "corporate-ca",
                items: [{ key: "bundle.pem", path: "ca.crt" }],
            },
        });
        assert.equal(environment(recording, "billing")["SSL_CERT_FILE"], "/run/broker-ca/ca.crt");
    });
});
