import assert from "node:assert/strict";

import type { TopologyArgs } from "../../../components/topology/arguments";
import type { MqttTopics } from "../../../components/topology/client";
import { clientPermissions } from "../../../components/topology/clientPermissions";
import { topologyDefaults } from "../../../components/topology/defaults";
import { topicFilterProblems, topicPattern } from "../../../components/topology/mqttTopics";
import { topologyProblems } from "../../../components/topology/problems";
import { renderTopicPermissions } from "../../../components/topology/userDefinitions";
import { problemLines } from "../problemLines";

/** The key by which RabbitMQ knows a topic or a subscription. */
const key = (topic: string) =>
    topic.replace(/[/.+]/g, (character) => ({ "/": ".", ".": "/", "+": "*" })[character]!);

const fits = (filters: string[], topic: string) =>
    new RegExp(topicPattern(filters)).test(key(topic));

describe("topicPattern", () => {
    const cases: [filter: string, fitting: string[], others: string[]][] = [
        ["a/b", ["a/b"], ["a", "a/b/c", "a/+", "a/#", "xa/b", "a.b"]],
        ["a/+/c", ["a/b/c", "a//c", "a/+/c"], ["a/c", "a/b/d/c", "a/#", "a/b/+", "a/#/c"]],
        ["a/+", ["a/b", "a/+"], ["a", "a/b/c", "a/#", "#", "+/b"]],
        ["a/#", ["a", "a/b", "a/b/c", "a/+/c", "a/#"], ["ab", "#", "+/b", "b/a"]],
        ["#", ["a", "a/b/c", "#", "+"], []],
        ["v1.2/x", ["v1.2/x"], ["v1/2/x", "v1x2/x"]],
    ];
    for (const [filter, fitting, others] of cases) {
        it(`takes for ${filter} what it covers, and no wider subscription`, () => {
            for (const topic of fitting) {
                assert.ok(fits([filter], topic), topic);
            }
            for (const topic of others) {
                assert.ok(!fits([filter], topic), topic);
            }
        });
    }

    it("takes what one of several covers, and nothing where there is none", () => {
        assert.ok(fits(["a", "b/#"], "b/c"));
        assert.ok(!fits(["a", "b/#"], "a/c"));
        assert.ok(!fits([], "a"));
    });
});

describe("topicFilterProblems", () => {
    const lines = (...filters: string[]) =>
        problemLines(topicFilterProblems("clients.a.mqtt.publishesTo", filters));

    it("takes what MQTT does", () => {
        assert.deepEqual(lines("a", "/a", "a/+/b", "+", "#", "a/#", "Zürich/$x"), []);
    });

    it("refuses what MQTT does not take, and what RabbitMQ would take for another", () => {
        const bad = ["", "a/#/b", "a#", "a/b+", "a/*", "a\n", "$share/group/a", "x".repeat(201)];
        assert.deepEqual(
            lines(...bad).map((line) => line.slice(0, line.indexOf("; allowed"))),
            bad.map((filter) => `clients.a.mqtt.publishesTo is ${JSON.stringify(filter)}`),
        );
    });
});

describe("A client with mqtt", () => {
    const topology = (mqtt: MqttTopics, args: TopologyArgs = {}) =>
        topologyDefaults({ clients: { sensor: { mqtt } }, ...args });

    const rights = (mqtt: MqttTopics) => {
        const { clients, virtualHosts } = topology(mqtt);
        return clientPermissions("sensor", clients["sensor"]!, virtualHosts["/"]!);
    };

    const topicRights = (args: TopologyArgs) =>
        renderTopicPermissions(topologyDefaults(args), {
            owner: "sensor",
            version: 1,
            username: "sensor-v1",
        });

    it("writes to the exchange of MQTT where it publishes", () => {
        assert.deepEqual(rights({ publishesTo: ["a"] }), {
            configure: "^$",
            write: "^amq\\.topic$",
            read: "^$",
        });
    });

    it("has queues for the subscriptions of its own MQTT clients, and of no other's", () => {
        const { configure, write, read } = rights({ subscribesTo: ["a"] });
        assert.equal(configure, "^mqtt-subscription-sensor\\..*$");
        assert.equal(write, configure);
        assert.equal(read, "^(amq\\.topic|mqtt-subscription-sensor\\..*)$");
        assert.ok(!new RegExp(configure).test("mqtt-subscription-sensor-2.x"));
    });

    it("has rights on its topics alone", () => {
        const mqtt = { publishesTo: ["s/+"], subscribesTo: ["c/#"] };
        const right = { user: "sensor-v1", vhost: "/", exchange: "amq.topic" };
        assert.deepEqual(topicRights({ clients: { sensor: { mqtt } } }), [
            { ...right, write: "^s\\.[^.#]*$", read: "^c(\\..*)?$" },
        ]);
        assert.deepEqual(topicRights({ clients: { sensor: { mqtt: {} } } }), [
            { ...right, write: "^$", read: "^$" },
        ]);
    });

    it("adds them to those that it has over AMQP", () => {
        const client = {
            mqtt: { publishesTo: ["s"] },
            publishesTo: ["amq.topic"],
            routingKeys: { "amq.topic": "^x\\." },
        };
        assert.deepEqual(
            topicRights({ clients: { sensor: client } }).map(({ write }) => write),
            ["(?:^x\\.)|(?:^s$)"],
        );
    });
});

describe("The exchange of MQTT", () => {
    it("needs no declaration to be published to and bound to, with routing keys", () => {
        const args: TopologyArgs = {
            queues: { readings: {} },
            bindings: {
                readings: { exchange: "amq.topic", queue: "readings", routingKey: "s.#" },
            },
            clients: { api: { publishesTo: ["amq.topic"], routingKeys: { "amq.topic": "^c\\." } } },
        };
        assert.deepEqual(topologyProblems(args), []);
    });

    it("lets a client that declares bind what it uses to it, and publish to it as well", () => {
        const topology = topologyDefaults({
            queues: { readings: {} },
            exchanges: { events: {} },
            bindings: {
                readings: { exchange: "amq.topic", queue: "readings", routingKey: "s.#" },
                events: { exchange: "events", queue: "readings" },
            },
            clients: {
                app: {
                    declares: true,
                    consumesFrom: ["readings"],
                    publishesTo: ["amq.topic", "events"],
                },
            },
        });
        const user = { owner: "app", version: 1, username: "app-v1" };
        assert.deepEqual(
            renderTopicPermissions(topology, user).map(({ exchange, read }) => [exchange, read]),
            [
                ["events", ".*"],
                ["amq.topic", ".*"],
            ],
        );
    });
});
