import assert from "node:assert/strict";
import { join } from "node:path";

import { projectDir } from "../../../local/paths";
import { settingsOf } from "../../../stacks/capacity/stackFile";

const folder = join(projectDir, "stacks");

describe("settingsOf", () => {
    it("reads a stack's file as Pulumi hands it over", () => {
        assert.equal(settingsOf(folder, "prod").consumers["orders-worker"]!.replicas, 6);
    });

    it("names the stacks that have a file where one has none", () => {
        assert.throws(
            () => settingsOf(folder, "production"),
            /^Error: There is no Pulumi\.production\.yaml; stacks with a file: .*prod/,
        );
    });
});
