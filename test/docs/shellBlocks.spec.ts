import assert from "node:assert/strict";

import { execa } from "execa";

import { blocksOf, inlineCode } from "./codeBlocks";
import { commandProblems } from "./commandProblems";
import { shellCommands } from "./shellCommands";

const blocks = blocksOf("sh", "bash");

/** What begins with the name of a program and goes on is a command, unless it says that something is left out. */
const commands = inlineCode.filter(({ text }) =>
    /^(?:npm|npx|kubectl|pulumi|rabbitmq(?:ctl|-\w+)|docker|git|helm|pip) [\w-]/.test(text),
);

describe("the commands in the documentation", () => {
    for (const { at, page, text } of blocks) {
        it(`are a script for a shell: ${at}`, async () => {
            const { stderr } = await execa("bash", ["-n"], { input: text, reject: false });
            assert.equal(stderr, "");
        });

        it(`are known, with their options: ${at}`, async () => {
            for (const command of shellCommands(withoutFunctions(text))) {
                const problems = await commandProblems(page, command);
                assert.deepEqual(problems, [], command.join(" "));
            }
        }).timeout(60_000);
    }

    it("are known, with their options, where they stand in a sentence", async () => {
        assert.ok(commands.length > 100);
        const problems: string[] = [];
        for (const { at, text } of commands) {
            for (const command of shellCommands(text.replace(/[[\]]/g, ""))) {
                const found = await commandProblems(at.split(":")[0]!, command);
                problems.push(...found.map((problem) => `${at}: ${text}: ${problem}`));
            }
        }
        assert.deepEqual(problems, []);
    }).timeout(120_000);
});

/** Calls of a function that hands its arguments on, from the second one, as what it hands them to. */
function withoutFunctions(script: string): string {
    const functions = [...script.matchAll(/^(\w+)\(\) \{ .* -- (\w+) "\$\{@:2\}"; \}\n/gm)];
    return functions.reduce(
        (text, [definition, name, command]) =>
            text.replace(definition, "").replace(new RegExp(`^${name} \\S+ `, "gm"), `${command} `),
        script,
    );
}
