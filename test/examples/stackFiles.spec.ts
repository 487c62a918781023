import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { projectDir } from "../../local/paths";
import { readSettings } from "../../stacks/settings";
import { project } from "../harness";

const folder = join(projectDir, "examples");
const files = readdirSync(folder)
    .map((name) => join(folder, name, "stack.yaml"))
    .filter((file) => existsSync(file));

/** As Pulumi hands a stack file over: what is not text, as JSON. */
function configuration(file: string): { [key: string]: string } {
    const { config } = parse(readFileSync(file, "utf8")) as { config: { [key: string]: unknown } };
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

describe("The stack file of an example", () => {
    for (const file of files) {
        it(`is one that the program takes: ${file.slice(folder.length + 1)}`, () => {
            const { consumers, broker } = readSettings(project, configuration(file));
            const [name] = Object.keys(consumers);
            const leavesItToTheStack = file.includes("dramatiq");
            assert.equal(broker.clients![name!]!.declares, !leavesItToTheStack);
        });
    }

    it("is there for each framework that has an example", () => {
        assert.deepEqual(
            files.map((file) => file.slice(folder.length + 1)),
            ["celery/stack.yaml", "dramatiq/stack.yaml", "nestjs/stack.yaml"],
        );
    });
});
