import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { shop, types } from "./shop";

/** The mocks of Pulumi's own guide, which answer with the inputs: nothing is generated. */
function plainMocks(made: string[]): pulumi.runtime.Mocks {
    return {
        newResource: ({ name, type, inputs }) => {
            made.push(`${type}::${name}`);
            return { id: `${name}-id`, state: inputs as object };
        },
        call: ({ inputs }) => inputs as object,
    };
}

describe("a unit test with plain mocks", () => {
    for (const preview of [false, true]) {
        it(`can make everything ${preview ? "in a preview" : "in an update"}`, async () => {
            const made: string[] = [];
            await pulumi.runtime.setMocks(plainMocks(made), "shop", "test", preview);
            const everything = shop({
                broker: {
                    autoscaler: {},
                    monitoring: {},
                    monitoringNamespaces: ["monitoring"],
                    tls: { issuer: { name: "shop" } },
                },
                consumer: {
                    autoscaling: { maxReplicas: 5, messagesPerReplica: 100 },
                    replicas: undefined,
                },
            });
            await pulumi.runtime.runInPulumiStack(() => Promise.resolve().then(everything));
            await pulumi.runtime.disconnect();
            for (const one of [
                `${types.statefulSet}::rabbitmq`,
                `${types.job}::rabbitmq-topology`,
                `${types.deployment}::orders-worker`,
                `${types.scaledObject}::orders-worker`,
            ]) {
                assert.ok(made.includes(one), one);
            }
        });
    }
});
