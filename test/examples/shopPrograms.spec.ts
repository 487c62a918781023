import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { projectDir } from "../../local/paths";
import { namedCommands, shopPrograms } from "./shopPrograms";

const settings = {
    namespace: { type: "string", default: "shop" },
    brokerNodes: { type: "integer", default: 1 },
    apiImage: { type: "string", default: "registry.example.com/shop/api:1.4.2" },
    workerImage: { type: "string", default: "registry.example.com/shop/worker:1.4.2" },
};

describe("The same shop in every language", () => {
    for (const [language, example] of Object.entries(shopPrograms)) {
        const folder = join(projectDir, "examples", example.folder);
        const project = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as {
            packages?: { [name: string]: string };
            config: object;
        };

        it(`may be told the same: ${language}`, () => {
            assert.deepEqual(project.config, settings);
        });

        it(`says how to run it, with the plugin where that is: ${language}`, () => {
            const commands = namedCommands(example);
            assert.equal(commands[0], "kubectl create namespace shop");
            assert.equal(commands.at(-1), "pulumi stack init dev && pulumi up");
            const named = /pulumi package add (\S+)/.exec(commands.join("\n"))?.[1];
            const plugin = project.packages?.["queue-workloads"] ?? named;
            assert.ok(existsSync(join(folder, plugin!, "PulumiPlugin.yaml")), plugin);
        });

        it(`has nothing in it that was generated: ${language}`, () => {
            assert.ok(!existsSync(join(folder, "sdks")));
        });
    }
});
