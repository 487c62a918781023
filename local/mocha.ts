import { execa } from "execa";

import { dependentProcess } from "./dependentProcess";
import { foreground } from "./foreground";
import { interruption } from "./interruption";
import type { LocalWorld } from "./localWorld";
import { projectDir } from "./paths";

/** Runs tests with the local tools; the process ends with Mocha's exit code. */
export function mocha(args: string[], { environment }: LocalWorld): Promise<void> {
    return foreground("mocha", args, { cwd: projectDir, environment });
}

/** Runs tests while others have the terminal; what is returned waits for the end, then says what they said. */
export function mochaBeside(args: string[], { environment }: LocalWorld): () => Promise<void> {
    const run = execa(...dependentProcess("TERM", "mocha", args), {
        ...{ cwd: projectDir, env: environment, extendEnv: false },
        ...{ stdin: "ignore", all: true, reject: false, cancelSignal: interruption },
    });
    return async () => {
        const { all, exitCode = 1 } = await run;
        console.log(all);
        process.exitCode ||= exitCode;
    };
}
