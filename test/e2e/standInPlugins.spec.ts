import assert from "node:assert/strict";
import { dirname, join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";
import { goEnvironment, goFlags } from "../../local/toolchain/buildGoTool";

/** Begun at once, beside the other tests: they have a control plane of their own, and much to compile. */
const goTests = runGoTests();

describe("the stand-ins for Pulumi's plugins", () => {
    it("pass their own tests, against a real API server", async () => {
        const { exitCode, all } = await goTests;
        assert.equal(exitCode, 0, all);
        assert.doesNotMatch(all, /skip/i);
    });
});

async function runGoTests() {
    const { stdout: kubectl } = await execa("which", ["kubectl"]);
    const test = ["go", "test", "-count=1", ...goFlags, "./..."];
    return execa("nice", test, {
        cwd: join(projectDir, "local/go/plugins"),
        env: {
            ...goEnvironment,
            // Beside the local cluster's kubectl is the binary that is the API server as well.
            KUBERNETES_BINARY: join(dirname(kubectl), "kubernetes"),
        },
        all: true,
        reject: false,
    });
}
