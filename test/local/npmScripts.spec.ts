import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../local/paths";

interface Manifest {
    scripts: { [name: string]: string };
}

describe("the npm scripts", () => {
    const { scripts } = JSON.parse(
        readFileSync(join(projectDir, "package.json"), "utf8"),
    ) as Manifest;

    // A shell remembers where it found `node`: what it starts under that name after the installation is
    // still the machine's own, which may be too old. The installed programs look for it anew.
    it("start TypeScript, after they have installed what is missing, on the Node that came with it", () => {
        for (const [name, script] of Object.entries(scripts)) {
            const [, ...afterwards] = script.split("&&").map((command) => command.trim());
            for (const command of afterwards) {
                assert.doesNotMatch(command, /^node .*\.ts\b/, name);
            }
        }
    });
});
