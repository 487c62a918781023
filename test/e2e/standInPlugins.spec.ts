import assert from "node:assert/strict";
import { dirname, join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";

describe("the stand-ins for Pulumi's plugins", () => {
    it("pass their own tests, against a real API server", async () => {
        const { stdout: kubectl } = await execa("which", ["kubectl"]);
        // Compiled the way that buildGoTool does it, Go has the dependencies in its cache already.
        const { exitCode, all } = await execa("go", ["test", "-count=1", "-trimpath", "./..."], {
            cwd: join(projectDir, "local/go/plugins"),
            env: {
                CGO_ENABLED: "0",
                GOWORK: "off",
                // Beside the local cluster's kubectl is the binary that is the API server as well.
                KUBERNETES_BINARY: join(dirname(kubectl), "kubernetes"),
            },
            all: true,
            reject: false,
        });
        assert.equal(exitCode, 0, all);
        assert.doesNotMatch(all, /skip/i);
    });
});
