import assert from "node:assert/strict";

import fc from "fast-check";

import { configurationValues } from "../../stacks/configurationValues";
import { asConfiguration } from "../harness";

describe("configurationValues", () => {
    it("gives back what Pulumi has made text of", () => {
        const value = fc.oneof(fc.integer(), fc.boolean(), fc.object());
        fc.assert(
            fc.property(fc.dictionary(fc.stringMatching(/^[a-z]+$/), value), (values) => {
                const json = JSON.parse(JSON.stringify(values)) as { [key: string]: unknown };
                const keys = Object.entries(json).map(([key, one]) => [`p:${key}`, one]);
                const config = asConfiguration(Object.fromEntries(keys) as typeof json);
                assert.deepEqual(
                    configurationValues("p", config, () => false),
                    json,
                );
            }),
        );
    });

    it("takes for text what is not JSON", () => {
        const config = { "p:context": "prod", "p:namespace": "shop-dev" };
        assert.deepEqual(
            configurationValues("p", config, () => false),
            { context: "prod", namespace: "shop-dev" },
        );
    });

    it("leaves text alone where text is expected", () => {
        const config = { "p:text": "2024", "p:number": "2024" };
        assert.deepEqual(
            configurationValues("p", config, (key) => key === "text"),
            { text: "2024", number: 2024 },
        );
    });
});
