import assert from "node:assert/strict";

import { touchedStacks } from "../../../preview/codeHost/touchedStacks";

const stacks = ["dev", "staging", "prod"];

describe("the stacks that a change touches", () => {
    it("are those whose stack file or policy config it edits", () => {
        const files = ["stacks/Pulumi.prod.yaml", "policy/config/dev.json", "README.md"];
        assert.deepEqual(touchedStacks(files, stacks), ["dev", "prod"]);
    });

    for (const file of [
        "stacks/settings.ts",
        "components/broker/rabbitMqBroker.ts",
        "redaction/names.ts",
        "policy/rules/pod/restricted.ts",
        "Pulumi.yaml",
        "package-lock.json",
        "transpiler.cjs",
    ]) {
        it(`are all of them when it edits ${file}`, () => {
            assert.deepEqual(touchedStacks([file], stacks), stacks);
        });
    }

    for (const file of [
        "README.md",
        "test/preview/x.spec.ts",
        "local/cli.ts",
        "stacks/Pulumi.local.yaml",
    ]) {
        it(`are none when it edits only ${file}`, () => {
            assert.deepEqual(touchedStacks([file], stacks), []);
        });
    }
});
