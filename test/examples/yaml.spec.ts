import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

import { projectDir } from "../../local/paths";
import { ComponentProvider } from "../../plugin/componentProvider";
import { types } from "../components/shop";
import { runProgram } from "../harness";

interface Program {
    config: { [name: string]: { type: string; default: unknown } };
    packages: { [name: string]: string };
    resources: { [name: string]: { type: string; properties: { [name: string]: unknown } } };
}

const folder = join(projectDir, "examples/yaml");
const program = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as Program;

describe("The example in YAML", () => {
    it("names the folder of the plugin", () => {
        const plugin = join(folder, program.packages["queue-workloads"]!);
        assert.ok(existsSync(join(plugin, "PulumiPlugin.yaml")));
    });

    it("makes a broker and the workloads whose connections it takes from it", async () => {
        const provider = new ComponentProvider();
        const made: { [name: string]: pulumi.Inputs } = {};
        const recording = await runProgram(async () => {
            for (const [name, { type, properties }] of Object.entries(program.resources)) {
                const inputs = Object.entries(properties).map(([key, value]) => [
                    key,
                    /^\$\{/.test(String(value)) ? referred(String(value), made) : value,
                ]);
                const token = type.replace(":", ":index:");
                const answer = await provider.construct(
                    name,
                    token,
                    Object.fromEntries(inputs) as pulumi.Inputs,
                    {},
                );
                made[name] = answer.state;
            }
        });
        assert.equal(recording.ofType(types.deployment).length, 2);
        assert.equal(recording.ofType(types.statefulSet).length, 1);
    });
});

/** What `${SETTING}` or `${RESOURCE.OUTPUT["KEY"]}` refers to. */
function referred(expression: string, made: { [name: string]: pulumi.Inputs }): unknown {
    const [, setting = ""] = /^\$\{(\w+)\}$/.exec(expression) ?? [];
    if (program.config[setting] !== undefined) {
        return program.config[setting].default;
    }
    const [, resource = "", output = "", key = ""] =
        /^\$\{([\w-]+)\.(\w+)\["([\w-]+)"\]\}$/.exec(expression) ?? [];
    const outputs = made[resource]?.[output] as { [key: string]: unknown } | undefined;
    assert.ok(outputs?.[key] !== undefined, expression);
    return outputs[key];
}
