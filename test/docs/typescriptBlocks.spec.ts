import assert from "node:assert/strict";
import { join } from "node:path";

import ts from "typescript";

import { projectDir } from "../../local/paths";
import { blocksOf } from "./codeBlocks";

/** What the blocks import, as it is in the sources. */
const packages = {
    "queue-workloads": ["./components/index.ts"],
    "queue-workloads-policy": ["./policy/library.ts"],
};

const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    // Every block is a program of its own, whether it imports anything or not.
    moduleDetection: ts.ModuleDetectionKind.Force,
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    paths: packages,
};

/** Those of docs/languages.md are parts of examples, which languages.spec.ts compares and test/examples compiles. */
const blocks = blocksOf("ts", "typescript").filter(({ page }) => page !== "docs/languages.md");

const texts = new Map(
    blocks.map(({ text }, index) => [join(projectDir, `block${index}.ts`), text] as const),
);

describe("the TypeScript in the documentation", () => {
    let problems: Map<string, string[]>;

    before(function () {
        // All blocks in one program, which reads all of Kubernetes' types once.
        this.timeout(120_000);
        problems = typeProblems();
    });

    for (const [index, { at }] of blocks.entries()) {
        it(`compiles as it stands: ${at}`, () => {
            assert.deepEqual(problems.get(join(projectDir, `block${index}.ts`)) ?? [], []);
        });
    }

    it("is more than ten blocks", () => {
        assert.ok(blocks.length > 10);
    });
});

function typeProblems(): Map<string, string[]> {
    const host = ts.createCompilerHost(options);
    const readFile = host.readFile.bind(host);
    const fileExists = host.fileExists.bind(host);
    host.readFile = (file) => texts.get(file) ?? readFile(file);
    host.fileExists = (file) => texts.has(file) || fileExists(file);
    host.getCurrentDirectory = () => projectDir;
    const program = ts.createProgram([...texts.keys()], options, host);
    return new Map(
        [...texts.keys()].map((file) => {
            const source = program.getSourceFile(file);
            const found = [
                ...program.getSyntacticDiagnostics(source),
                ...program.getSemanticDiagnostics(source),
            ];
            return [
                file,
                found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n")),
            ];
        }),
    );
}
