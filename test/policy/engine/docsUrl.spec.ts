import { equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { docsPage, docsUrl } from "../../../policy/engine/docsUrl";
import { packFolder } from "../../../policy/engine/environmentConfig";

const homepage = "https://www.npmjs.com/package/our-policies";
const onGitHub = "https://github.com/our/platform/blob/HEAD/README.md";

describe("the page that the links of policies lead to", () => {
    for (const url of [
        "https://github.com/our/platform",
        "git+https://github.com/our/platform.git",
        "git://github.com/our/platform.git",
        "git+ssh://git@github.com/our/platform.git",
        "git@github.com:our/platform.git",
        "github:our/platform",
        "our/platform",
    ]) {
        it(`is the README of the repository ${url}`, () => {
            equal(docsPage({ repository: url, homepage }), onGitHub);
            equal(docsPage({ repository: { url }, homepage }), onGitHub);
        });
    }

    it("is that of the folder that the repository names", () => {
        const url = "git+https://git.example.com/our/group/platform.git";
        equal(
            docsPage({ repository: { url, directory: "policy" }, homepage }),
            "https://git.example.com/our/group/platform/blob/HEAD/policy/README.md",
        );
    });

    it("is the homepage where there is no repository, or none that can be browsed", () => {
        equal(docsPage({ homepage }), homepage);
        equal(docsPage({ repository: { directory: "policy" }, homepage }), homepage);
        equal(docsPage({ repository: "file:///srv/platform.git", homepage }), homepage);
    });

    it("comes from the package itself, with the name of the policy for a section", () => {
        const manifest = JSON.parse(
            readFileSync(join(packFolder, "package.json"), "utf8"),
        ) as Parameters<typeof docsPage>[0];
        equal(docsUrl("port-named"), `${docsPage(manifest)}#port-named`);
    });
});
