import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import schema from "../../components/schema.json";
import { projectDir } from "../../local/paths";
import { namedCommands, shopPrograms } from "../examples/shopPrograms";

const page = readFileSync(join(projectDir, "docs/languages.md"), "utf8");
const sections = Object.fromEntries(
    page
        .split(/^## /m)
        .slice(1)
        .map((section) => [section.split("\n")[0]!, section]),
);

function blocks(section: string): { language: string; lines: string[] }[] {
    return [...section.matchAll(/^```(\w+)\n([^]*?)\n```$/gm)].map(([, language, text]) => ({
        language: language!,
        lines: text!.split("\n"),
    }));
}

/** Without what a block is indented by where it stands in a program. */
const trimmed = (lines: string[]) => lines.map((line) => line.trim()).join("\n");

describe("docs/languages.md", () => {
    for (const [language, example] of Object.entries(shopPrograms)) {
        const { folder, file } = example;

        it(`has the commands of the example in ${language}, which its test runs`, () => {
            const shell = blocks(sections[language]!).filter((block) => block.language === "sh");
            assert.deepEqual(
                shell.flatMap(({ lines }) => lines),
                namedCommands(example),
            );
        });

        it(`shows nothing in ${language} that is not in the example`, () => {
            const program = readFileSync(join(projectDir, "examples", folder, file), "utf8");
            const code = blocks(sections[language]!).filter((block) => block.language !== "sh");
            assert.ok(code.length >= 2);
            for (const { lines } of code) {
                assert.ok(trimmed(program.split("\n")).includes(trimmed(lines)), lines[0]);
            }
        });
    }

    it("names all outputs of every component", () => {
        const section = sections["What comes out"]!;
        for (const [token, { properties }] of Object.entries(schema.resources)) {
            const component = token.split(":")[2]!;
            const row = section.split("\n").find((line) => line.includes(`\`${component}\``));
            for (const output of Object.keys(properties)) {
                assert.ok(row?.includes(`\`${output}\``), `${component}.${output}`);
            }
        }
    });
});
