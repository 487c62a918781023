import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";

import { slug } from "github-slugger";
import { defineConfig } from "vitepress";

import { addressOf, siteLink } from "../addresses";
import { sidebar } from "../sidebar";

const projectDir = resolve(import.meta.dirname, "../..");

/** Where files can be looked at: set by the workflow that publishes the site. */
const repository = process.env["SITE_REPOSITORY"];

const isPage = (path: string) => path !== "" && !path.startsWith("test/");
const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: projectDir, encoding: "utf8" })
    .split("\n")
    .filter(isPage);

const targets = {
    pages,
    repository,
    exists: (path: string) => existsSync(resolve(projectDir, path)),
};

const link = (page: string) =>
    `/${addressOf(page)
        .replace(/(^|\/)index\.md$/, "$1")
        .replace(/\.md$/, "")}`;

const packageFile = (path: string) => resolve(import.meta.dirname, "../node_modules", path);

export default defineConfig({
    title: "Queue Workloads",
    description:
        "RabbitMQ and the workloads that use it, on Kubernetes, with Pulumi and TypeScript",
    base: `${process.env["SITE_BASE"] ?? ""}/`,
    srcDir: "..",
    srcExclude: ["test/**", "site/**", "**/target/**"],
    outDir: "./dist",
    cacheDir: "./node_modules/.cache",
    cleanUrls: true,
    rewrites: addressOf,
    vite: {
        // Most of it is what draws pictures, which a page without one does not load.
        build: { chunkSizeWarningLimit: 4_000 },
        resolve: {
            // The pages are outside of this folder, where these packages are not found.
            alias: [
                { find: /^vue$/, replacement: packageFile("vue/dist/vue.runtime.esm-bundler.js") },
                {
                    find: /^vue\/server-renderer$/,
                    replacement: packageFile("vue/server-renderer/index.mjs"),
                },
            ],
        },
    },
    themeConfig: {
        search: { provider: "local" },
        outline: [2, 3],
        nav: [
            { text: "Start", link: link("docs/start.md") },
            { text: "Debug", link: link("docs/symptoms.md") },
            { text: "Reference", link: link("docs/reference/README.md") },
        ],
        sidebar: sidebar.map(({ text, pages }) => ({
            text,
            collapsed: false,
            items: Object.entries(pages).map(([text, page]) => ({ text, link: link(page) })),
        })),
        socialLinks: repository === undefined ? [] : [{ icon: "github", link: repository }],
    },
    markdown: {
        // The same anchors as on GitHub, where the pages are read as well.
        anchor: { slugify: slug },
        config(md) {
            md.core.ruler.push("site-links", ({ tokens, env }) => {
                const page = relative(projectDir, env.realPath ?? env.path);
                const inside = tokens.flatMap(({ children }) => children ?? []);
                let isLink = true;
                for (const token of inside) {
                    if (token.type === "link_open") {
                        const target = siteLink(page, token.attrGet("href"), targets);
                        isLink = target !== undefined;
                        token.attrs = isLink ? [["href", target]] : [];
                    }
                    if (!isLink && /^link_/.test(token.type)) {
                        token.type = token.type.replace("link", "text");
                        token.tag = "span";
                    }
                }
            });
            const { fence } = md.renderer.rules;
            md.renderer.rules.fence = (tokens, index, ...rest) => {
                const { info, content } = tokens[index];
                return info.trim() === "mermaid"
                    ? `<Picture code="${encodeURIComponent(content)}" />`
                    : fence(tokens, index, ...rest);
            };
        },
    },
});
