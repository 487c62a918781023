import assert from "node:assert/strict";

import { execa } from "execa";

import { projectDir } from "../../local/paths";

/** `npm start` itself, which has the local world to itself and so cannot run inside the end-to-end tests. */
describe("npm start", () => {
    it("ends in good order when it is interrupted half-way, and the next one recovers and shows messages flow", async () => {
        const first = start();
        await printed(first, /pulumi:pulumi:Stack|creating|updating/);
        const second = await start();
        assert.equal(second.exitCode, 1, second.all);
        assert.match(second.all, /already|another/i);
        first.kill("SIGINT");
        const interrupted = await first;
        assert.equal(interrupted.exitCode, 130, interrupted.all);

        const { exitCode, all } = await start();
        assert.equal(exitCode, 0, all);
        assert.match(
            all,
            /Messages flow from the producer through the broker to each of the 3 consumers/,
        );
    });
});

function start() {
    const run = ["-r", "ts-node/register", "local/cli.ts", "start"];
    return execa("node", run, { cwd: projectDir, all: true, reject: false, stdin: "ignore" });
}

/** Waits until the command has printed what the pattern describes. */
async function printed(command: ReturnType<typeof start>, pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve, reject) => {
        command.all.on("data", (text: Buffer) => pattern.test(text.toString()) && resolve());
        command.all.on("end", () => reject(new Error(`it never printed ${pattern.source}`)));
    });
}
