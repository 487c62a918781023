import { equal } from "node:assert/strict";
import { readFileSync } from "node:fs";

import { readmePath, updatedReadme } from "../../../policy/readme/readme";

describe("the README of the policy pack", () => {
    it("documents the policies and the environments as they are", () => {
        equal(
            readFileSync(readmePath, "utf8"),
            updatedReadme(),
            "Run: npm run -w queue-workloads-policy docs",
        );
    });
});
