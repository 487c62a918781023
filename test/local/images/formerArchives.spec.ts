import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { removeFormerArchives } from "../../../local/images/formerArchives";

describe("former archives of an image", () => {
    it("go, and nothing else does", () => {
        const folder = mkdtempSync(join(tmpdir(), "images-"));
        const others = ["consumer-1.0-aaa.tar", "producer-1.0-aaa.tar.writing-x", "producer-1.0"];
        for (const file of [...others, "producer-1.0-aaa.tar", "producer-1.0-bbb.tar"]) {
            writeFileSync(join(folder, file), "");
        }
        removeFormerArchives("producer-1.0", join(folder, "producer-1.0-bbb.tar"));
        assert.deepEqual(readdirSync(folder).sort(), [...others, "producer-1.0-bbb.tar"].sort());
        rmSync(folder, { recursive: true });
    });
});
