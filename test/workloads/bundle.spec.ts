import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundle } from "../../workloads/bundle";

describe("the programs of the workloads", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-bundle-"));
    const programs = ["consumer.cjs", "producer.cjs", "streamConsumer.cjs"];

    before(() => bundle(folder));
    after(() => rmSync(folder, { recursive: true }));

    it("are a file each, and the SDK of OpenTelemetry is in none: they load it from beside them", () => {
        assert.deepEqual(readdirSync(folder).sort(), [...programs, "openTelemetry.cjs"].sort());
        for (const program of programs) {
            const text = readFileSync(join(folder, program), "utf8");
            const has = (part: string) => text.includes(part);
            assert.deepEqual(['import("./openTelemetry.cjs")', "@opentelemetry/sdk"].map(has), [
                ...[true, false],
            ]);
        }
    });

    it("find in openTelemetry.cjs what they call, with all that it needs", async () => {
        const loaded = (await import(join(folder, "openTelemetry.cjs"))) as object;
        assert.ok("openTelemetry" in loaded);
        const text = readFileSync(join(folder, "openTelemetry.cjs"), "utf8");
        assert.equal(text.includes('require("@'), false);
    });
});
