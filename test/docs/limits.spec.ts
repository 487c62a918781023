import assert from "node:assert/strict";

import {
    QueueConsumer,
    QueueProducer,
    RabbitMqBroker,
    RabbitMqCluster,
    RabbitMqTopology,
} from "../../components/index";
import schema from "../../components/schema.json";
import type { Property } from "../components/completeSchema";
import { isOfKubernetes } from "../components/kubernetesTypes";
import { runFailing } from "../harness";

interface Type {
    properties?: { [name: string]: Property };
}

interface Values {
    [name: string]: unknown;
}

const resources = schema.resources as unknown as {
    [token: string]: { inputProperties: { [name: string]: Property } };
};
const types = schema.types as { [token: string]: Type };
const access = { host: "hare.example", namespace: "shop", administratorSecretName: "hare" };
const connection = { secretName: "orders" };
const uri = { name: "other", key: "uri" };

/** Each component as it is made of its arguments, and what a number needs beside it. */
const components: { [name: string]: { make: (args: never) => unknown; beside: Values } } = {
    RabbitMqBroker: {
        make: (args) => new RabbitMqBroker("rabbitmq", args),
        beside: {
            monitoringNamespaces: ["monitoring"],
            shovels: { one: { source: { uri, queue: "a" }, destination: { queue: "a" } } },
            federationUpstreams: { one: { uri } },
            tenants: {
                one: {
                    ...{ namespace: "one", clients: {} },
                    operatorPolicies: { one: { definition: { "max-length": 1 } } },
                },
            },
            queues: { one: {} },
        },
    },
    RabbitMqCluster: {
        make: (args) => new RabbitMqCluster("hare", args),
        beside: {},
    },
    RabbitMqTopology: {
        make: (args) => new RabbitMqTopology("billing", args),
        beside: { broker: access },
    },
    QueueProducer: {
        make: (args) => new QueueProducer("orders", args),
        beside: { connection, queue: "orders", image: "shop/api:1", http: {} },
    },
    QueueConsumer: {
        make: (args) => new QueueConsumer("orders", args),
        beside: { connection, queue: "orders", image: "shop/worker:1", http: {} },
    },
};

/** What a number needs in the same object. */
const siblings: { [type: string]: Values } = {
    ConsumerCapacity: { arrivalsPerSecond: 10, secondsPerMessage: 0.1 },
    ConsumerAutoscaling: { maxReplicas: 5, messagesPerReplica: 100 },
    DelayedRetry: { minSeconds: 5 },
    Policy: { pattern: "^a", definition: { "max-length": 5 } },
    WorkloadSchedule: { cron: "0 3 * * *" },
};

/** What has no limits of its own: it follows from another number beside it. */
const derived = ["DelayedRetry.maxSeconds", "PasswordSecret.credentialVersion"];

/** Numbers of which one limit follows from others, which the doc comment says in words. */
const derivedLow = [
    "BrokerStorage.sizeGiB",
    "ConsumerAutoscaling.maxReplicas",
    "ConsumerAutoscaling.messagesPerReplica",
    "RabbitMqTopology.maxQueues",
];

/** Each number once, though several components take it. */
const all = new Map(
    Object.entries(components).flatMap(([component, { make, beside }]) =>
        numbers(component, resources[`queue-workloads:index:${component}`]!.inputProperties, beside)
            .filter(({ name }) => !derived.includes(name))
            .map((found) => [found.name, { ...found, make }] as const),
    ),
);

describe("the limits in the doc comments", () => {
    for (const { name, path, description, values, make } of all.values()) {
        it(`are those that are checked: ${name}`, async () => {
            const { error } = await runFailing(() => make(values as never));
            const limits = limitsOf(error.message, path);
            assert.ok(limits, error.message);
            const said = derivedLow.includes(name) ? limits.slice(limits.indexOf(" to ")) : limits;
            assert.ok(description.includes(said), `${description} does not say ${said}`);
        });
    }

    it("are of more than seventy numbers", () => {
        assert.ok(all.size > 70, `${all.size}`);
    });
});

/** As the doc comment has to have them: `1 to 60`. */
function limitsOf(message: string, path: string): string | undefined {
    const lines = message.split("\n").map((line) => line.trim());
    const allowed = lines
        .filter((line) => line.startsWith(`${path} `))
        .map((line) => /; allowed: (.*?)\. /.exec(`${line} `)?.[1] ?? "")
        .find((text) => /\d/.test(text));
    return allowed
        ?.replace(/^a (?:whole )?number from /, "")
        .replace(`1 to ${Number.MAX_SAFE_INTEGER}`, "at least 1")
        .replace("1, 3, 5, 7", "1, 3, 5 or 7");
}

interface Found {
    name: string;
    path: string;
    description: string;
    values: Values;
}

/** Every number below an object, each with values in which it is one that nothing takes. */
function numbers(
    type: string,
    properties: { [name: string]: Property },
    beside: Values,
    seen: string[] = [],
): Found[] {
    return Object.entries(properties).flatMap(([name, property]) => {
        const { description = "" } = property;
        if (property.type === "integer" || property.type === "number") {
            const values = { ...siblings[type], ...beside, [name]: -5 };
            return [{ name: `${type}.${name}`, path: name, description, values }];
        }
        const inner = property.additionalProperties;
        const token = (inner ?? property).$ref?.replace("#/types/", "");
        const properties = token === undefined ? undefined : types[token]?.properties;
        const isOwn = token !== undefined && !isOfKubernetes(token.split(":")[2]!);
        if (properties === undefined || !isOwn || seen.includes(token)) {
            return [];
        }
        const given = (beside[name] ?? {}) as Values;
        const below = inner ? ((given["one"] ?? {}) as Values) : given;
        return numbers(token.split(":")[2]!, properties, below, [...seen, token]).map((found) => ({
            ...found,
            path: inner ? `${name}.one.${found.path}` : `${name}.${found.path}`,
            values: {
                ...siblings[type],
                ...beside,
                [name]: inner ? { ...given, one: found.values } : found.values,
            },
        }));
    });
}
