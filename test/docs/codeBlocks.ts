import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import MarkdownIt from "markdown-it";

import { projectDir } from "../../local/paths";

/** What stands between two fences of a page. */
export interface CodeBlock {
    /** The page and the line, as an editor opens it. */
    at: string;
    page: string;
    language: string;
    /** The words behind the language. */
    words: string[];
    text: string;
}

/** What stands between backquotes in a sentence. */
export interface InlineCode {
    at: string;
    text: string;
}

/** All pages for people, by their path; the changelog tells of what was. */
export const pages = execFileSync("git", ["ls-files", "*.md"], {
    cwd: projectDir,
    encoding: "utf8",
})
    .split("\n")
    .filter((path) => path !== "" && path !== "CHANGELOG.md" && !path.startsWith("test/"))
    .filter((path) => existsSync(join(projectDir, path)));

const tokens = pages.flatMap((page) =>
    new MarkdownIt({ html: true })
        .parse(readFileSync(join(projectDir, page), "utf8"), {})
        .map((token) => ({ page, token, at: `${page}:${(token.map?.[0] ?? 0) + 1}` })),
);

export const codeBlocks: CodeBlock[] = tokens
    .filter(({ token }) => token.type === "fence")
    .map(({ page, token, at }) => {
        const [language = "", ...words] = token.info.split(/\s+/).filter((word) => word !== "");
        return { at, page, language, words, text: token.content };
    });

export const inlineCode: InlineCode[] = tokens.flatMap(({ token, at }) =>
    (token.children ?? [])
        .filter(({ type }) => type === "code_inline")
        .map(({ content }) => ({ at, text: content })),
);

/** The blocks of a language that a check is to take. */
export function blocksOf(...languages: string[]): CodeBlock[] {
    return codeBlocks.filter(
        ({ language, words }) => languages.includes(language) && !words.includes("unchecked"),
    );
}
