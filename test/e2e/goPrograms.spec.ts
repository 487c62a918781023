import assert from "node:assert/strict";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";
import { goFlags } from "../../local/toolchain/buildGoTool";
import { goEnvironment } from "../../local/toolchain/goModule";

describe("the Go programs that this project writes itself", () => {
    it("pass their own tests", async () => {
        const { exitCode, all } = await execa("go", ["test", ...goFlags, "./..."], {
            cwd: join(projectDir, "local/go/pulumi"),
            env: goEnvironment,
            all: true,
            reject: false,
        });
        assert.equal(exitCode, 0, all);
        assert.doesNotMatch(all, /skip/i);
    });
});
