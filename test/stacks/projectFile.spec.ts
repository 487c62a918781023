import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import type { z } from "zod";

import { settingsSchema } from "../../stacks/settingsSchema";
import { project } from "../harness";

interface ProjectFile {
    name: string;
    config: { [key: string]: { type: string; default?: unknown; description: string } };
}

const file = parse(readFileSync(join(__dirname, "../../Pulumi.yaml"), "utf8")) as ProjectFile;

const declared = (of: (key: ProjectFile["config"][string]) => boolean) =>
    Object.entries(file.config)
        .filter(([, key]) => of(key))
        .map(([key]) => key)
        .sort();

describe("Pulumi.yaml", () => {
    it("has the name that every configuration key starts with", () => {
        assert.equal(file.name, project);
    });

    it("requires of a stack what the program requires, and no more", () => {
        const { error } = settingsSchema.safeParse({});
        const required = error?.issues.map(({ path }) => path.join(".")).sort();
        assert.deepEqual(
            declared((key) => key.default === undefined),
            required,
        );
    });

    it("declares no key that the program does not know", () => {
        const known = Object.keys(settingsSchema.shape);
        assert.deepEqual(
            declared(() => true).filter((key) => !known.includes(key)),
            [],
        );
    });

    it("gives defaults that the program accepts", () => {
        const defaults = Object.entries(file.config).filter(([, key]) => "default" in key);
        const shape = settingsSchema.shape as { [key: string]: z.ZodType };
        assert.equal(defaults.length, 3);
        for (const [name, key] of defaults) {
            assert.ok(shape[name]?.safeParse(key.default).success, name);
        }
    });

    it("says what each key is for", () => {
        for (const [name, { description }] of Object.entries(file.config)) {
            assert.match(description, /^[A-Z].*\.$|; see [A-Z]\w+\.$/, name);
        }
    });
});
