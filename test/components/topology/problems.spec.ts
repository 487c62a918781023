import assert from "node:assert/strict";

import type { TopologyArgs } from "../../../components/topology/arguments";
import { ExchangeType } from "../../../components/topology/arguments";
import { topologyProblems } from "../../../components/topology/problems";
import { QueueType } from "../../../components/topology/queue";
import { problemLines } from "../problemLines";

const cases: [what: string, topology: TopologyArgs, lines: string[]][] = [
    [
        "refuses a virtual host's name that a URL would not carry",
        { virtualHosts: { "a/b": {}, "..": {}, "": {} } },
        ["a/b", "..", ""].map(
            (name) =>
                `virtualHosts.${name} is "${name}"; allowed: 1 to 100 letters, digits, ".", "_" and "-", ` +
                `not starting with ".". Rename it.`,
        ),
    ],
    [
        "refuses the default virtual host as a further one",
        { queues: { orders: {} }, virtualHosts: { "/": { queues: { orders: {} } } } },
        [
            `virtualHosts./ is "/"; allowed: 1 to 100 letters, digits, ".", "_" and "-", not starting with ".". ` +
                "It is always there: declare what it holds beside it.",
        ],
    ],
    [
        "refuses names that RabbitMQ keeps for itself, or that are too long, empty or have spaces",
        {
            queues: { "amq.q": {}, "": {}, "a b": {} },
            exchanges: { "amq.topic": {}, ["é".repeat(101)]: {} },
            policies: { "my policy": { pattern: "^x", definition: { expires: 1 } } },
        },
        [
            "queues.amq.q",
            "queues.",
            "queues.a b",
            "exchanges.amq.topic",
            `exchanges.${"é".repeat(101)}`,
            "policies.my policy",
        ].map(
            (path) =>
                `${path} is "${path.slice(path.indexOf(".") + 1)}"; allowed: 1 to 200 bytes without white space, ` +
                `not starting with "amq.". Rename it.`,
        ),
    ],
    [
        "refuses a policy whose pattern RabbitMQ could not compile",
        {
            virtualHosts: {
                eu: { policies: { age: { pattern: "log)", definition: { "max-age": "1D" } } } },
            },
        },
        [
            'virtualHosts.eu.policies.age.pattern is "log)"; allowed: a regular expression. ' +
                "Unmatched ')': correct it.",
        ],
    ],
    [
        "refuses a policy that RabbitMQ would, or that would take a queue's own away",
        { policies: { p: { pattern: "^x", priority: 100, definition: { "max-length": "abc" } } } },
        [
            "policies.p.priority is 100; allowed: a whole number from 0 to 99. " +
                "From 100 on it would take away what the queues' own arguments say: lower it.",
            'policies.p.definition.max-length is "abc"; allowed: a whole number from 0. Correct it.',
        ],
    ],
    [
        "refuses a way to match headers that RabbitMQ does not know",
        {
            queues: { orders: {} },
            exchanges: { events: { type: ExchangeType.Headers } },
            bindings: {
                all: { exchange: "events", queue: "orders", arguments: { "x-match": "al" } },
            },
        },
        [
            'bindings.all.arguments.x-match is "al"; allowed: all, any, all-with-x, any-with-x. Correct it.',
        ],
    ],
    [
        "refuses a queue that has the name of another's dead letter queue",
        { queues: { orders: {}, "orders.dead-letters": {} } },
        [
            'queues.orders.dead-letters is "orders.dead-letters"; ' +
                "allowed: a name that is not the dead letter queue of orders. " +
                "Rename it, or set queues.orders.deadLetterQueue to false.",
        ],
    ],
    [
        "refuses an exchange that has the name of a queue that clients publish to",
        {
            queues: { orders: {} },
            exchanges: { orders: {} },
            clients: { api: { publishesTo: ["orders"] } },
        },
        [
            'exchanges.orders is "orders"; allowed: a name that no published queue has. ' +
                "Clients publish to a queue through an exchange of its name: rename the exchange.",
        ],
    ],
    [
        "names the exchange for dead letters that nobody declares",
        {
            exchanges: { failed: {} },
            queues: {
                orders: { deadLetterExchange: "fail" },
                log: { deadLetterExchange: "failed" },
            },
        },
        [
            'queues.orders.deadLetterExchange is "fail"; allowed: failed. Declare it under exchanges, or correct the name.',
        ],
    ],
    [
        "names the exchange and the queue of a binding that nobody declares",
        {
            queues: { orders: {} },
            exchanges: { events: {}, audit: {} },
            bindings: { all: { exchange: "event", queue: "order" } },
        },
        [
            'bindings.all.exchange is "event"; allowed: audit, events. Declare it under exchanges, or correct the name.',
            'bindings.all.queue is "order"; allowed: orders. Declare it under queues, or correct the name.',
        ],
    ],
    [
        "says where in a virtual host something is wrong",
        {
            virtualHosts: {
                eu: {
                    queues: { log: { type: QueueType.Stream, deliveryLimit: 1 } },
                    bindings: { all: { exchange: "x", queue: "log" } },
                },
            },
        },
        [
            "virtualHosts.eu.queues.log.deliveryLimit is 1; allowed: nothing for a stream queue. Leave it out.",
            'virtualHosts.eu.bindings.all.exchange is "x"; allowed: nothing, because none is declared. ' +
                "Declare it under exchanges, or correct the name.",
        ],
    ],
];

describe("topologyProblems", () => {
    it("takes a topology that uses everything", () => {
        const topology: TopologyArgs = {
            queues: { orders: {}, log: { type: QueueType.Stream } },
            exchanges: { events: { type: ExchangeType.Topic }, all: { type: ExchangeType.Fanout } },
            bindings: { log: { exchange: "events", queue: "log", routingKey: "#" } },
            policies: { orders: { pattern: "^log$", definition: { "max-age": "1D" } } },
            virtualHosts: { eu: { queues: { orders: {} } }, "a.b_c-1": {} },
            clients: {
                api: { publishesTo: ["orders", "events"], routingKeys: { events: "^order\\." } },
                worker: { consumesFrom: ["orders", "orders.dead-letters"] },
                european: { virtualHost: "eu", publishesTo: ["orders"], maxConnections: 5 },
            },
        };
        assert.deepEqual(topologyProblems(topology), []);
    });

    it("takes an empty one", () => {
        assert.deepEqual(topologyProblems({}), []);
    });

    it("lets a queue have the name of a dead letter queue that does not exist", () => {
        const queues = { orders: { deadLetterQueue: false }, "orders.dead-letters": {} };
        assert.deepEqual(topologyProblems({ queues }), []);
    });

    for (const [what, topology, lines] of cases) {
        it(what, () => {
            assert.deepEqual(problemLines(topologyProblems(topology)), lines);
        });
    }

    it("reports what is wrong in several places at once", () => {
        const paths = topologyProblems({
            queues: { "amq.q": { deliveryLimit: 0 } },
            bindings: { all: { exchange: "x", queue: "y" } },
            virtualHosts: { "a b": { queues: { "": {} } } },
            clients: { Api: { publishesTo: ["z"] } },
        }).map(({ path }) => path);
        assert.deepEqual(paths, [
            "virtualHosts.a b",
            "queues.amq.q",
            "queues.amq.q.deliveryLimit",
            "bindings.all.exchange",
            "bindings.all.queue",
            "virtualHosts.a b.queues.",
            "clients.Api",
            "clients.Api.publishesTo",
        ]);
    });
});
