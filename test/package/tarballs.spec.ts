import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";

interface Packed {
    name: string;
    version: string;
    files: { path: string }[];
}

interface Manifest {
    version: string;
    main: string;
    types?: string;
    bin?: { [name: string]: string };
    scripts: { [name: string]: string };
}

const packages = ["components", "policy", "preview"] as const;

/** What `npm pack` would take of what `npm run build` has compiled, without the files that it copies before. */
async function pack(): Promise<Packed[]> {
    const workspaces = packages.map((name) => `--workspace=${name}`);
    const { stdout } = await execa(
        "npm",
        ["pack", "--dry-run", "--json", "--ignore-scripts", ...workspaces],
        { cwd: projectDir },
    );
    return Object.values(JSON.parse(stdout) as { [key: string]: Packed });
}

function manifestOf(folder: string): Manifest {
    return JSON.parse(readFileSync(join(projectDir, folder, "package.json"), "utf8")) as Manifest;
}

/** The text of a package's file. */
function read(folder: string, path: string): string {
    return readFileSync(join(projectDir, folder, path), "utf8");
}

describe("The tarballs of the npm packages, after npm run build", () => {
    const contents: { [folder: string]: string[] } = {};

    before(async function () {
        this.timeout(60_000);
        const packed = await pack();
        packages.forEach((folder, index) => {
            contents[folder] = packed[index]!.files.map(({ path }) => path).sort();
        });
    });

    it("hold what their manifests name", () => {
        for (const folder of packages) {
            const { main, types = main, bin = {} } = manifestOf(folder);
            for (const path of [main, types, "README.md", ...Object.values(bin)]) {
                assert.ok(contents[folder]!.includes(path), `${folder}: ${path}`);
            }
        }
    });

    it("hold every module that a module of theirs requires", () => {
        for (const folder of packages) {
            const modules = contents[folder]!.filter((path) => path.endsWith(".js"));
            assert.ok(modules.length > 10, folder);
            for (const path of modules) {
                const required = read(folder, path).matchAll(/require\("(\.[^"]+)"\)/g);
                for (const [, to = ""] of required) {
                    const target = join(dirname(path), to);
                    const candidates = [target, `${target}.js`, `${target}/index.js`];
                    assert.ok(
                        candidates.some((one) => contents[folder]!.includes(one)),
                        `${folder}: ${path} requires ${to}`,
                    );
                }
            }
        }
    });

    it("hold the reconciler that the topology Job runs", () => {
        const sources = readdirSync(join(projectDir, "components/broker/reconciler"));
        assert.deepEqual(
            contents.components!.filter((path) => path.includes("/reconciler/")),
            sources.map((file) => `dist/broker/reconciler/${file}`).sort(),
        );
    });

    it("hold nothing that only the compiler reads, and no TypeScript sources", () => {
        const all = Object.values(contents).flat();
        assert.deepEqual(
            all.filter((path) => /tsbuildinfo|(?<!\.d)\.ts$|spec\.js$/.test(path)),
            [],
        );
    });

    it("have maps that carry the sources, which are not there", () => {
        for (const folder of packages) {
            for (const path of contents[folder]!.filter((one) => one.endsWith(".js.map"))) {
                const map = JSON.parse(read(folder, path)) as { sourcesContent?: string[] };
                assert.ok((map.sourcesContent?.[0] ?? "").length > 0, `${folder}: ${path}`);
            }
        }
    });

    it("declare types without the classes of the kubernetes SDK, which take a second to check", () => {
        const declarations = contents.components!.filter((path) => path.endsWith(".d.ts"));
        const reached = reachableFrom("dist/index.d.ts", declarations);
        assert.ok(reached.size > 10);
        for (const path of reached) {
            const imported = read("components", path).matchAll(
                /import (.*) from "(@pulumi\/[^"]+)"/g,
            );
            for (const [, what, from = ""] of imported) {
                // The options of a pod have the shapes that Kubernetes gives them.
                const isAllowed =
                    from === "@pulumi/pulumi" ||
                    (from === "@pulumi/kubernetes/types/input" && what!.startsWith("type "));
                assert.ok(isAllowed, `${path} refers to ${from}`);
            }
        }
    });

    it("are built anew, with licence and changes, whenever they are packed", () => {
        for (const folder of packages) {
            const { prepack } = manifestOf(folder).scripts;
            assert.match(prepack!, /rm -rf dist && npm run -s build .* cp \.\.\/LICENSE/);
        }
    });
});

/** The declarations that a program reads when it imports one of them. */
function reachableFrom(entry: string, all: string[]): Set<string> {
    const reached = new Set<string>();
    const open = [entry];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
        if (!reached.has(path)) {
            reached.add(path);
            const imported = read("components", path).matchAll(/from "(\.[^"]+)"/g);
            for (const [, to = ""] of imported) {
                const target = `${join(dirname(path), to)}.d.ts`;
                assert.ok(all.includes(target), `${path} refers to ${to}`);
                open.push(target);
            }
        }
    }
    return reached;
}

describe("The versions", () => {
    it("are the same in every package, in the schema and in the plugin", () => {
        const schema = JSON.parse(read("components", "schema.json")) as { version: string };
        const versions = [...packages, "plugin"].map((folder) => manifestOf(folder).version);
        assert.deepEqual([...new Set([...versions, schema.version])].length, 1);
    });
});
