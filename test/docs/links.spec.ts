import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";

import { projectDir } from "../../local/paths";
import { pages } from "./codeBlocks";

const markdown = new MarkdownIt({ html: true });

describe("the documentation", () => {
    for (const page of [...pages, "CHANGELOG.md"]) {
        it(`${page} links to files and sections that exist`, () => {
            assert.deepEqual(links(page).filter(isBroken(page)), []);
        });

        it(`${page} names files of the repository that exist`, () => {
            const missing = namedFiles(page).filter((path) => !existsSync(join(projectDir, path)));
            assert.deepEqual(missing, []);
        });
    }
});

function tokensOf(page: string) {
    return markdown.parse(readFileSync(join(projectDir, page), "utf8"), {});
}

function links(page: string): string[] {
    return tokensOf(page)
        .flatMap(({ children }) => children ?? [])
        .flatMap((token) => token.attrGet("href") ?? token.attrGet("src") ?? [])
        .filter((link) => !/^[a-z]+:/.test(link));
}

/** What stands as `folder/file.ts` is meant from the top of the repository; capitals are a placeholder. */
function namedFiles(page: string): string[] {
    const topLevel =
        "components|docs|examples|local|policy|preview|redaction|stacks|test|workloads";
    const file = new RegExp(`^(?:${topLevel})/[\\w./-]+\\.\\w+$`);
    return tokensOf(page)
        .flatMap(({ children }) => children ?? [])
        .filter(({ type, content }) => type === "code_inline" && file.test(content))
        .filter(({ content }) => !/\bENV\b/.test(content))
        .map(({ content }) => content);
}

function isBroken(page: string): (link: string) => boolean {
    return (link) => {
        const [path = "", anchor] = decodeURI(link).split("#");
        const target =
            path === "" ? page : relative(projectDir, join(projectDir, dirname(page), path));
        if (!existsSync(join(projectDir, target))) {
            return true;
        }
        return anchor !== undefined && target.endsWith(".md") && !anchors(target).has(anchor);
    };
}

/** The names by which GitHub lets a link reach a page's headings, and those that the page sets itself. */
function anchors(page: string): Set<string> {
    const slugger = new GithubSlugger();
    const tokens = tokensOf(page);
    const headings = tokens
        .filter((_, index) => tokens[index - 1]?.type === "heading_open")
        .map(({ children }) =>
            slugger.slug((children ?? []).map(({ content }) => content).join("")),
        );
    const set = readFileSync(join(projectDir, page), "utf8").matchAll(/<a (?:id|name)="([^"]+)"/g);
    return new Set([...headings, ...[...set].map(([, name]) => name!)]);
}
