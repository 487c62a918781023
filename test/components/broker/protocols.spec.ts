import assert from "node:assert/strict";

import type { RabbitMqBrokerArgs } from "../../../components/broker/arguments";
import { brokerProblems } from "../../../components/broker/problems";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { unwrapSecret } from "../../secretEnvelope";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import { rabbitMqConfOf, shop, types } from "../shop";

const all = { mqtt: {}, stomp: {}, stream: {}, webMqtt: {}, webStomp: {}, amqp10: {} };
const clients = {
    "orders-api": {
        virtualHost: "devices",
        publishesTo: ["orders"],
        mqtt: { publishesTo: ["s/+"] },
    },
    "orders-worker": { consumesFrom: ["orders"] },
};
const speaking: RabbitMqBrokerArgs = {
    protocols: all,
    clients,
    virtualHosts: { devices: { queues: { orders: {} } } },
};

const plugins = (recording: Recording) =>
    valueAt(recording.get(types.configMap, "rabbitmq-config").inputs, "data", "enabled_plugins");

const secretOf = (recording: Recording, client: string) =>
    unwrapSecret(recording.get(types.secret, `rabbitmq-${client}-v1`).inputs["stringData"]) as {
        [key: string]: string;
    };

const servicePorts = (recording: Recording) =>
    valueAt(recording.get(types.service, "rabbitmq").inputs, "spec", "ports") as {
        name: string;
        port: number;
        appProtocol: string;
    }[];

const lines = (args: RabbitMqBrokerArgs) => problemLines(brokerProblems("rabbitmq", args));

describe("A broker that speaks further protocols", () => {
    let recording: Recording;
    before(async () => {
        recording = await runProgram(shop({ broker: speaking }));
    });

    it("opens the port of each in its pods and its Service, which says what it speaks", () => {
        assert.deepEqual(
            servicePorts(recording)
                .slice(3)
                .map(({ name, port, appProtocol }) => [name, port, appProtocol]),
            [
                ["mqtt", 1883, "mqtt"],
                ["stomp", 61613, "stomp"],
                ["stream", 5552, "tcp"],
                ["web-mqtt", 15675, "kubernetes.io/ws"],
                ["web-stomp", 15674, "kubernetes.io/ws"],
            ],
        );
        const { inputs } = recording.get(types.statefulSet, "rabbitmq");
        const ports = valueAt(inputs, "spec", "template", "spec", "containers", 0, "ports");
        const numbers = (ports as { containerPort: number }[]).map((port) => port.containerPort);
        assert.deepEqual(
            [1883, 61613, 5552, 15675, 15674].filter((port) => !numbers.includes(port)),
            [],
        );
    });

    it("runs the plugins that listen on them, and tells clients of streams a name that the whole cluster knows", () => {
        assert.equal(
            plugins(recording),
            "[rabbitmq_management,rabbitmq_mqtt,rabbitmq_peer_discovery_k8s,rabbitmq_prometheus," +
                "rabbitmq_stomp,rabbitmq_stream,rabbitmq_web_mqtt,rabbitmq_web_stomp].\n",
        );
        const host = "$(POD_NAME).rabbitmq-nodes.$(POD_NAMESPACE).svc";
        assert.ok(rabbitMqConfOf(recording).includes(`stream.advertised_host = ${host}\n`));
        assert.ok(rabbitMqConfOf(recording).includes("mqtt.allow_anonymous = false\n"));
        assert.doesNotMatch(rabbitMqConfOf(recording), /^default_queue_type/m);
    });

    it("gives its clients a URL for each, MQTT only to those with `mqtt`, and with the virtual host", () => {
        const { password, ...api } = secretOf(recording, "orders-api");
        const login = `orders-api-v1:${password}@rabbitmq.shop.svc`;
        const device = `devices%3Aorders-api-v1:${password}@rabbitmq.shop.svc`;
        assert.deepEqual(
            Object.fromEntries(Object.entries(api).filter(([key]) => /^[A-Z]/.test(key))),
            {
                AMQP_URL: `amqp://${login}:5672/devices`,
                MQTT_URL: `mqtt://${device}:1883`,
                STOMP_URL: `stomp://${login}:61613/devices`,
                STREAM_URL: `rabbitmq-stream://${login}:5552/devices`,
                WEB_MQTT_URL: `ws://${device}:15675/ws`,
                WEB_STOMP_URL: `ws://${login}:15674/ws`,
                AMQP10_URL: `amqp://${login}:5672`,
                AMQP10_HOSTNAME: "vhost:devices",
            },
        );
        assert.equal(api["mqtt-username"], "devices:orders-api-v1");
        assert.equal(api["stream-port"], "5552");
        const worker = secretOf(recording, "orders-worker");
        assert.deepEqual(
            Object.keys(worker).filter((key) => /mqtt/i.test(key)),
            [],
        );
        assert.match(worker["STOMP_URL"]!, /:61613\/%2F$/);
    });

    it("hands them to the containers, with an id for an MQTT client within its rights, and a name for the consumers of a stream", () => {
        const { inputs } = recording.get(types.deployment, "orders-api");
        const env = valueAt(inputs, "spec", "template", "spec", "containers", 0, "env") as {
            name: string;
            value?: string;
            valueFrom?: { secretKeyRef?: object };
        }[];
        const named = (name: string) => env.filter((variable) => variable.name === name);
        assert.deepEqual(named("MQTT_URL"), [
            {
                name: "MQTT_URL",
                valueFrom: { secretKeyRef: { name: "rabbitmq-orders-api-v1", key: "MQTT_URL" } },
            },
        ]);
        assert.deepEqual(named("MQTT_CLIENT_ID"), [
            { name: "MQTT_CLIENT_ID", value: "orders-api.$(POD_NAME)" },
        ]);
        assert.deepEqual(named("STREAM_CONSUMER_NAME"), [
            { name: "STREAM_CONSUMER_NAME", value: "orders-api" },
        ]);
        // Kubernetes replaces only what was set before.
        const names = env.map(({ name }) => name);
        assert.ok(names.indexOf("POD_NAME") < names.indexOf("MQTT_CLIENT_ID"));
    });

    it("lets in the pods that a connection was wired to, and whole namespaces only for what names them", async () => {
        const protocols = { mqtt: { fromNamespaces: ["gateway"] }, stomp: {} };
        const { inputs } = (await runProgram(shop({ broker: { protocols } }))).get(
            types.networkPolicy,
            "rabbitmq",
        );
        const rules = valueAt(inputs, "spec", "ingress") as {
            from: { namespaceSelector?: object }[];
            ports: { port: string }[];
        }[];
        const ports = (count: number) =>
            rules
                .filter(
                    ({ from }) => from.filter((peer) => peer.namespaceSelector).length === count,
                )
                .flatMap((rule) => rule.ports.map(({ port }) => port));
        assert.deepEqual(ports(1), ["mqtt"]);
        assert.deepEqual(ports(0).slice(0, 2), ["amqp", "stomp"]);
    });

    it("speaks each with TLS alone, where there is TLS, and has the names of its nodes looked at", async () => {
        const broker = { ...speaking, tls: { secretName: "rabbitmq-tls" } };
        const secured = await runProgram(shop({ broker }));
        assert.deepEqual(
            servicePorts(secured).map(({ port, appProtocol }) => [port, appProtocol]),
            [
                [5671, "amqps"],
                [15671, "https"],
                [15691, "https"],
                [8883, "tls"],
                [61614, "tls"],
                [5551, "tls"],
                [15676, "kubernetes.io/wss"],
                [15673, "kubernetes.io/wss"],
            ],
        );
        for (const line of [
            "mqtt.listeners.tcp = none",
            "mqtt.listeners.ssl.default = 8883",
            "stomp.listeners.tcp = none",
            "stream.listeners.tcp = none",
            "web_mqtt.tcp.listener = none",
            "web_mqtt.ssl.certfile = /run/tls/tls.crt",
            "web_stomp.tcp.listener = none",
        ]) {
            assert.ok(rabbitMqConfOf(secured).includes(`\n${line}\n`), line);
        }
        const { MQTT_URL, AMQP10_URL, STOMP_URL, STREAM_URL, WEB_STOMP_URL } = secretOf(
            secured,
            "orders-api",
        );
        assert.match(MQTT_URL!, /^mqtts:.*:8883$/);
        assert.match(AMQP10_URL!, /^amqps:.*:5671$/);
        assert.match(STOMP_URL!, /^stomp\+ssl:.*:61614\//);
        assert.match(STREAM_URL!, /^rabbitmq-stream\+tls:.*:5551\//);
        assert.match(WEB_STOMP_URL!, /^wss:.*:15673\/ws$/);
        const { inputs } = secured.get(types.job, "rabbitmq-certificate");
        const [container] = valueAt(inputs, "spec", "template", "spec", "containers") as {
            env: object[];
            command: string[];
        }[];
        assert.deepEqual(container!.env.at(-1), {
            name: "NODE",
            value: "rabbitmq-0.rabbitmq-nodes.shop.svc",
        });
        assert.match(container!.command.at(-1)!, /checkhost "\$NODE"/);
    });

    it("opens no port that it was not asked for, whatever plugins build upon", async () => {
        const protocols = { webMqtt: {}, webStomp: {} };
        const web = await runProgram(shop({ broker: { protocols } }));
        assert.match(rabbitMqConfOf(web), /^mqtt\.listeners\.tcp = none$/m);
        assert.match(rabbitMqConfOf(web), /^stomp\.listeners\.tcp = none$/m);
        assert.deepEqual(
            servicePorts(web)
                .slice(3)
                .map(({ name }) => name),
            ["web-mqtt", "web-stomp"],
        );
    });

    it("leaves no trace where nothing is asked for", async () => {
        const [silent, asked] = [
            await runProgram(shop()),
            await runProgram(shop({ broker: { protocols: {} } })),
        ];
        assert.deepEqual(asked.resources, silent.resources);
        assert.doesNotMatch(rabbitMqConfOf(silent), /mqtt|stomp|stream/);
    });
});

describe("brokerProblems", () => {
    it("refuses what its protocols cannot be", () => {
        assert.deepEqual(
            lines({
                protocols: {
                    stomp: { fromNamespaces: ["Gateway"] },
                    amqp10: { fromNamespaces: ["gateway"] },
                },
                additionalPlugins: ["rabbitmq_mqtt", "rabbitmq_stomp"],
                clients: { sensor: { mqtt: { publishesTo: ["a/#/b"] } } },
            }),
            [
                'protocols.stomp.fromNamespaces is "Gateway"; allowed: namespaces: at most 63 lower-case letters, digits and "-", not at either end. Correct the name, or remove it.',
                'protocols.amqp10.fromNamespaces is ["gateway"]; allowed: nothing. It is spoken on the port of AMQP: set clientNamespaces.',
                'additionalPlugins is "rabbitmq_mqtt"; allowed: plugins that open no port. Set protocols.mqtt instead.',
                'clients.sensor.mqtt is {"publishesTo":["a/#/b"],"subscribesTo":[]}; allowed: nothing without protocols.mqtt or protocols.webMqtt. Set one of them on the broker.',
                'clients.sensor.mqtt.publishesTo is "a/#/b"; allowed: topics of 1 to 200 bytes without *, $share and control characters, whose levels may be +, and # the last of them. Correct it.',
            ],
        );
    });

    it("takes a client of MQTT over web sockets alone", () => {
        const clients = { sensor: { mqtt: { publishesTo: ["a"] } } };
        assert.deepEqual(lines({ protocols: { webMqtt: {} }, clients }), []);
    });
});
