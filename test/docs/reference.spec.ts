import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import schema from "../../components/schema.json";
import { referenceDir } from "./referenceDir";
import { referencePages } from "./referencePages";

describe("docs/reference", () => {
    it("is what the schema says; if that has changed on purpose: npm run schema", async () => {
        const committed = readdirSync(referenceDir).map((file) => [
            file,
            readFileSync(join(referenceDir, file), "utf8"),
        ]);
        const pages = await referencePages(schema);
        assert.deepEqual(Object.fromEntries(committed), pages);
    });
});
