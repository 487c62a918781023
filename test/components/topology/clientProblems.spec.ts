import assert from "node:assert/strict";

import { ExchangeType } from "../../../components/topology/arguments";
import type { Client } from "../../../components/topology/client";
import { clientProblems } from "../../../components/topology/clientProblems";
import { clientDefaults, topologyDefaults } from "../../../components/topology/defaults";
import { QueueType } from "../../../components/topology/queue";
import { problemLines } from "../problemLines";

const topology = topologyDefaults({
    queues: { orders: {}, log: { type: QueueType.Stream } },
    exchanges: { events: {}, direct: { type: ExchangeType.Direct } },
    virtualHosts: { eu: { queues: { refunds: {} } } },
});

const lines = (client: Client, name = "api") =>
    problemLines(clientProblems(topology, name, clientDefaults(client)));

describe("clientProblems", () => {
    it("takes a client with rights on what is declared", () => {
        assert.deepEqual(lines({ publishesTo: ["orders", "events"], consumesFrom: ["log"] }), []);
        assert.deepEqual(lines({ consumesFrom: ["orders.dead-letters"] }), []);
        assert.deepEqual(lines({}), []);
    });

    it("refuses to publish to what nobody declares", () => {
        assert.deepEqual(lines({ publishesTo: ["order", "orders.dead-letters"] }), [
            'clients.api.publishesTo is "order"; allowed: direct, events, log, orders. ' +
                "Declare it under queues or exchanges, or correct the name.",
            'clients.api.publishesTo is "orders.dead-letters"; allowed: direct, events, log, orders. ' +
                "Declare it under queues or exchanges, or correct the name.",
        ]);
    });

    it("refuses to consume from what nobody declares, such as an exchange", () => {
        assert.deepEqual(lines({ consumesFrom: ["events", "log.dead-letters"] }), [
            'clients.api.consumesFrom is "events"; allowed: log, orders, orders.dead-letters. ' +
                "Declare it under queues, or correct the name.",
            'clients.api.consumesFrom is "log.dead-letters"; allowed: log, orders, orders.dead-letters. ' +
                "Declare it under queues, or correct the name.",
        ]);
    });

    it("refuses to answer whoever is not answered, or is in another virtual host", () => {
        const shop = topologyDefaults({
            virtualHosts: { eu: {} },
            clients: {
                web: { receivesReplies: true },
                abroad: { receivesReplies: true, virtualHost: "eu" },
                silent: {},
            },
        });
        const client = clientDefaults({ repliesTo: ["web", "silent", "abroad"] });
        assert.deepEqual(
            problemLines(clientProblems(shop, "api", client)),
            ["silent", "abroad"].map(
                (name) =>
                    `clients.api.repliesTo is "${name}"; allowed: web. ` +
                    "Set receivesReplies of that client, or correct the name.",
            ),
        );
    });

    it("keeps the names of a client's replies free", () => {
        const shop = topologyDefaults({
            queues: { "api.own.one": {} },
            exchanges: { "api.replies": {} },
        });
        const client = clientDefaults({ receivesReplies: true });
        assert.deepEqual(problemLines(clientProblems(shop, "api", client)), [
            'clients.api.receivesReplies is "api.own.one"; allowed: no declared queue or exchange whose name begins with api.own.. ' +
                "The client may declare and delete those for itself: rename this one.",
            'clients.api.receivesReplies is "api.replies"; allowed: no declared queue or exchange of the name api.replies. ' +
                "The exchange for the client's replies has it: rename this one.",
        ]);
    });

    it("knows only what the client's own virtual host declares", () => {
        assert.deepEqual(lines({ virtualHost: "eu", consumesFrom: ["refunds"] }), []);
        assert.deepEqual(lines({ virtualHost: "eu", consumesFrom: ["orders"] }), [
            'clients.api.consumesFrom is "orders"; allowed: refunds, refunds.dead-letters. ' +
                "Declare it under queues, or correct the name.",
        ]);
    });

    it("refuses a virtual host that nobody declares, and says nothing of what would be in it", () => {
        assert.deepEqual(lines({ virtualHost: "us", consumesFrom: ["orders"] }), [
            'clients.api.virtualHost is "us"; allowed: /, eu. Declare it under virtualHosts, or correct the name.',
        ]);
    });

    it("refuses routing keys for what is no topic exchange that the client publishes to", () => {
        const publishesTo = ["events", "direct", "orders"];
        assert.deepEqual(lines({ publishesTo, routingKeys: { events: "^x" } }), []);
        assert.deepEqual(lines({ publishesTo, routingKeys: { direct: "^x", orders: "^x" } }), [
            'clients.api.routingKeys.direct is "direct"; allowed: events. Name a topic exchange that publishesTo lists.',
            'clients.api.routingKeys.orders is "orders"; allowed: events. Name a topic exchange that publishesTo lists.',
        ]);
        assert.deepEqual(lines({ routingKeys: { events: "^x" } }), [
            'clients.api.routingKeys.events is "events"; allowed: nothing, because none is declared. ' +
                "Name a topic exchange that publishesTo lists.",
        ]);
    });

    it("refuses routing keys that would match anywhere, or that RabbitMQ could not compile", () => {
        const client = { publishesTo: ["events"], routingKeys: { events: "order\\." } };
        assert.deepEqual(lines(client), [
            'clients.api.routingKeys.events is "order\\\\."; allowed: a regular expression that begins with "^". ' +
                "RabbitMQ looks for a match anywhere in the text: write ^order\\..",
        ]);
        assert.match(lines({ ...client, routingKeys: { events: "^(" } })[0]!, /Unterminated group/);
    });

    it("keeps what a client may declare for itself apart from what is declared here", () => {
        const queues = { "api.own.replies": {}, "api.own": {}, "api.owner": {} };
        const declared = topologyDefaults({ queues, exchanges: { "api.own.events": {} } });
        const problems = (client: Client) =>
            problemLines(clientProblems(declared, "api", clientDefaults(client)));
        assert.deepEqual(problems({}), []);
        assert.deepEqual(
            problems({ declares: true }),
            ["api.own.replies", "api.own.events"].map(
                (name) =>
                    `clients.api.declares is "${name}"; allowed: no declared queue or exchange whose name begins ` +
                    "with api.own.. The client may declare and delete those for itself: rename this one.",
            ),
        );
    });

    for (const name of ["administrator", "autoscaler", "tenant", "definitions", "erlang-cookie"]) {
        it(`refuses the name ${name}, which the broker has for itself`, () => {
            assert.deepEqual(lines({}, name), [
                `clients.${name} is "${name}"; allowed: any name but administrator, autoscaler, tenant, ` +
                    "definitions, erlang-cookie. It is the broker's own: rename the client.",
            ]);
        });
    }

    for (const field of ["maxConnections", "maxChannels", "credentialVersion"] as const) {
        it(`keeps ${field} between one and a million`, () => {
            assert.deepEqual(lines({ [field]: 1_000_000 }), []);
            for (const value of [0, 1_000_001]) {
                assert.deepEqual(lines({ [field]: value }), [
                    `clients.api.${field} is ${value}; allowed: a whole number from 1 to 1000000. Correct it.`,
                ]);
            }
        });
    }

    it("refuses more names and topics than RabbitMQ compiles, with the limit: a node that imports them does not start", () => {
        const names = Array.from({ length: 1500 }, (_, index) => `orders-of-customer-${index}`);
        const queues = Object.fromEntries(names.map((name) => [name, {}]));
        const large = topologyDefaults({ queues });
        const of = (client: Client) => clientProblems(large, "api", clientDefaults(client));
        assert.deepEqual(problemLines(of({ publishesTo: names })), [
            'clients.api is "1500 names, a pattern of 34893 characters"; allowed: at most 25000 characters, which RabbitMQ can compile. ' +
                "Publish through an exchange, or divide the work among several clients.",
        ]);
        assert.deepEqual(
            of({ publishesTo: names.slice(0, 1000), consumesFrom: names.slice(500) }),
            [],
        );
        const topics = names.map((name) => `+/${name}`);
        assert.deepEqual(
            of({ mqtt: { publishesTo: topics, subscribesTo: topics.slice(0, 9) } }).map(
                ({ path }) => path,
            ),
            ["clients.api.mqtt.publishesTo"],
        );
    });

    it("reports everything that is wrong with a client at once", () => {
        const client = {
            credentialVersion: 0,
            maxConnections: 0,
            publishesTo: ["x"],
            consumesFrom: ["y"],
        };
        const paths = clientProblems(topology, "Api", clientDefaults(client)).map(
            ({ path }) => path,
        );
        assert.deepEqual(paths, [
            "clients.Api",
            "clients.Api.credentialVersion",
            "clients.Api.maxConnections",
            "clients.Api.publishesTo",
            "clients.Api.consumesFrom",
        ]);
    });
});
