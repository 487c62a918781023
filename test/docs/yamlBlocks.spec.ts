import assert from "node:assert/strict";

import { parseDocument } from "yaml";

import { settingsSchema } from "../../stacks/settingsSchema";
import { project } from "../harness";
import { read, type Values } from "../stacks/smallestConfiguration";
import { blocksOf } from "./codeBlocks";

/** Those of docs/languages.md are parts of an example, which languages.spec.ts compares. */
const blocks = blocksOf("yaml", "yml").filter(({ page }) => page !== "docs/languages.md");

const keys = Object.keys(settingsSchema.shape);

describe("the YAML in the documentation", () => {
    for (const { at, text } of blocks) {
        it(`can be read: ${at}`, () => {
            assert.deepEqual(parseDocument(text).errors, []);
        });

        it(`are settings that a stack takes, and nothing else: ${at}`, () => {
            const settings = settingsOf(parseDocument(text).toJS() as Values);
            const unknown = Object.keys(settings).filter((key) => !keys.includes(key));
            assert.deepEqual(unknown, []);
            read({ kubeContext: "dev", namespace: "shop", broker: {}, ...completed(settings) });
        });
    }

    it("is more than ten blocks", () => {
        assert.ok(blocks.length > 10);
    });
});

/** A part of a stack file, with the prefix of its keys or without. */
function settingsOf(values: Values): Values {
    const config = (values["config"] ?? values) as Values;
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key.replace(`${project}:`, ""), value]),
    );
}

/** With a queue for each name that the part uses and leaves to the rest of the file to declare. */
function completed(settings: Values): Values {
    const { queues = {}, exchanges = {}, ...others } = settings as { [key: string]: Values };
    const declared = [...Object.keys(queues), ...Object.keys(exchanges), "amq.topic"];
    const used = namesIn(others).filter((name) => !declared.includes(name));
    const rest = Object.fromEntries(used.map((name) => [name, {}]));
    return { ...settings, queues: { ...rest, ...queues } };
}

function namesIn(value: unknown, key = ""): string[] {
    if (typeof value === "string") {
        return ["queue", "publishesTo", "consumesFrom", "queues"].includes(key) ? [value] : [];
    }
    if (Array.isArray(value)) {
        return value.flatMap((one) => namesIn(one, key));
    }
    return Object.entries((value ?? {}) as Values)
        .filter(([name]) => name !== "mqtt" && name !== "source")
        .flatMap(([name, one]) => namesIn(one, name));
}
