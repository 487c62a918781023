import assert from "node:assert/strict";

import { addressOf, siteLink } from "../../site/addresses";
import { sidebar } from "../../site/sidebar";
import { pages } from "./codeBlocks";

describe("The sidebar of the site", () => {
    const listed = sidebar.flatMap(({ pages }) => Object.values(pages));

    it("lists every page; the decisions are on one of their own", () => {
        const expected = [...pages, "CHANGELOG.md"].filter(
            (page) => !/^docs\/design\/(?!README)/.test(page),
        );
        assert.deepEqual([...listed].sort(), expected.sort());
    });
});

describe("The site", () => {
    it("has the pages of docs at its top, and those of other folders in theirs", () => {
        assert.deepEqual(
            ["docs/README.md", "README.md", "docs/design/README.md", "policy/README.md"].map(
                addressOf,
            ),
            ["index.md", "project.md", "design/index.md", "policy/index.md"],
        );
        assert.equal(addressOf("CONTRIBUTING.md"), "contributing.md");
        assert.equal(addressOf("docs/reference/types.md"), "reference/types.md");
    });

    it("has an address of its own for every page", () => {
        assert.equal(new Set(pages.map(addressOf)).size, pages.length);
    });

    const link = (page: string, to: string, repository?: string) =>
        siteLink(page, to, { pages, repository, exists: (path) => /^policy/.test(path) });
    const repository = "https://github.com/shop/queues";

    it("leads from page to page, also by a folder", () => {
        assert.equal(link("docs/start.md", "operations.md#tls"), "/operations.md#tls");
        assert.equal(link("docs/design/README.md", "../applications.md"), "/applications.md");
        assert.equal(link("README.md", "docs/README.md"), "/index.md");
        assert.equal(link("docs/start.md", "../policy"), "/policy/index.md");
    });

    it("leads to files in the repository, or nowhere when nobody says where that is", () => {
        const file = "../policy/config/prod.json";
        assert.equal(
            link("docs/production.md", file, repository),
            `${repository}/blob/main/policy/config/prod.json`,
        );
        assert.equal(link("docs/production.md", file), undefined);
    });

    it("is not built with a link to a file that is not there", () => {
        assert.throws(
            () => link("docs/start.md", "nowhere.md", repository),
            /^Error: docs\/start.md links to nowhere.md, and there is no docs\/nowhere.md\.$/,
        );
    });

    it("leaves other addresses and places on the same page alone", () => {
        for (const to of ["https://www.rabbitmq.com/docs", "#tls", "mailto:a@example.com"]) {
            assert.equal(link("docs/start.md", to), to);
        }
    });
});
