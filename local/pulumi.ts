import { execa } from "execa";

import { dependentProcess } from "./dependentProcess";
import { interruption } from "./interruption";
import { projectDir } from "./paths";
import type { Report } from "./report";

const shownLines = 40;

export interface PulumiOptions {
    environment: NodeJS.ProcessEnv;
    report: Report;
    timeout?: number;
}

/**
 * Runs a Pulumi command without questions and reports its output line by line. When this command is interrupted,
 * Pulumi is asked once to come to an end, and then writes down how far it got.
 */
export async function pulumi(args: string[], options: PulumiOptions): Promise<void> {
    const lines: string[] = [];
    const plain = [...args, "--non-interactive", "--color", "never"];
    const run = execa(...dependentProcess("INT", "pulumi", plain), {
        cwd: projectDir,
        env: options.environment,
        extendEnv: false,
        stdin: "ignore",
        all: true,
        reject: false,
        timeout: options.timeout,
        // In a process group of its own: the terminal's Ctrl-C would reach it besides ours, and a second one means "at once".
        detached: true,
    });
    const stop = () => run.kill("SIGINT");
    interruption.addEventListener("abort", stop);
    for await (const line of run.iterable({ from: "all" })) {
        if (line.trim() === "") {
            continue;
        }
        lines.push(line);
        options.report(line);
    }
    const result = await run;
    interruption.removeEventListener("abort", stop);
    interruption.throwIfAborted();
    if (!result.failed) {
        return;
    }
    const reason = result.timedOut ? "took too long" : "failed";
    throw new Error(`pulumi ${args.join(" ")} ${reason}:\n${lines.slice(-shownLines).join("\n")}`);
}
