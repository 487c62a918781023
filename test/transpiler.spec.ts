import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { projectDir } from "../local/paths";

/** Loads the program's modules as Pulumi does, and counts those that the TypeScript compiler has to translate. */
const asPulumiDoes = `
const typescript = require("typescript");
let translated = 0;
require.cache[require.resolve("typescript")].exports = new Proxy(typescript, {
    get: (target, name) => (name === "createProgram" ? createProgram : target[name]),
});
function createProgram(...files) {
    translated++;
    return typescript.createProgram(...files);
}
const { compilerOptions } = typescript.parseConfigFileTextToJson(
    "tsconfig.json",
    require("fs").readFileSync("tsconfig.json", "utf8"),
).config;
require("ts-node").register({
    transpileOnly: compilerOptions.noCheck,
    project: "tsconfig.json",
    compilerOptions: { target: "ES2020", module: "nodenext", sourceMap: true, ...compilerOptions },
});
const { readSettings } = require("./settings.ts");
try {
    readSettings("queue-workloads", {});
} catch (error) {
    const { enableCompileCache, getCompileCacheDir } = require("node:module");
    const kept = enableCompileCache === undefined || getCompileCacheDir() !== undefined;
    const translating = require.resolve("esbuild") in require.cache;
    console.log(JSON.stringify({ translated, translating, kept, stack: error.stack }));
}
`;

interface Transpiler {
    create: () => {
        transpile: (source: string, options: { fileName: string }) => { outputText: string };
    };
}

describe("the program, started by Pulumi", () => {
    let found: { translated: number; translating: boolean; kept: boolean; stack: string };

    before(() => {
        start();
        found = start();
    });

    function start(): typeof found {
        const environment = { ...process.env, NODE_COMPILE_CACHE: undefined };
        const cwd = join(projectDir, "stacks");
        const options = { cwd, env: environment, encoding: "utf8" } as const;
        const output = execFileSync(process.execPath, ["-e", asPulumiDoes], options);
        return JSON.parse(output) as typeof found;
    }

    it("is translated without the TypeScript compiler", () => {
        assert.equal(found.translated, 0);
    });

    it("keeps the translation of what has not changed", () => {
        assert.equal(found.translating, false);
    });

    it("runs what its sources say now", () => {
        const { create } = createRequire(__filename)("../transpiler.cjs") as Transpiler;
        const [fileName, transpiler] = [join(__dirname, "changing.ts"), create()];
        for (const value of ["before", "before", "after"]) {
            const source = `export const now: string = "${value}";`;
            assert.ok(transpiler.transpile(source, { fileName }).outputText.includes(value));
        }
    });

    it("keeps what Node.js compiled, where Node.js can", () => {
        assert.equal(found.kept, true);
    });

    it("names the lines of its sources where it fails", () => {
        const lines = readFileSync(join(projectDir, "components/problems.ts"), "utf8").split("\n");
        const line = lines.findIndex((text) => text.includes("throw new")) + 1;
        assert.match(found.stack, new RegExp(`components/problems\\.ts:${line}:`));
    });
});
