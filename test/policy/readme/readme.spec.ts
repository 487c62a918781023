import { deepEqual, equal, match } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import GithubSlugger from "github-slugger";

import { projectDir } from "../../../local/paths";
import { packPolicies } from "../../../policy/pack";
import { readmePath, updatedReadme } from "../../../policy/readme/readme";
import { rules } from "../../../policy/rules/rules";

describe("the README of the policy pack", () => {
    it("documents the policies and the environments as they are", () => {
        equal(
            readFileSync(readmePath, "utf8"),
            updatedReadme(),
            "Run: npm run -w queue-workloads-policy docs",
        );
    });

    it("has the section that the link of each policy leads to", () => {
        const slugger = new GithubSlugger();
        const sections = [...readFileSync(readmePath, "utf8").matchAll(/^#+ (.+)$/gm)].map(
            ([, heading]) => slugger.slug(heading ?? ""),
        );
        const links = packPolicies().map(({ url = "" }) => url.split("#"));
        deepEqual(
            links.map(([, section]) => section).filter((section) => !sections.includes(section!)),
            [],
        );
        for (const [page] of links) {
            match(page!, /^https:\/\/\S+$/);
        }
    });

    it("is announced with as many rules as there are", () => {
        for (const page of ["README.md", "docs/comparison.md"]) {
            const text = readFileSync(join(projectDir, page), "utf8");
            equal(Number(/(\d+) rules/.exec(text)?.[1]), rules.length, page);
        }
    });
});
