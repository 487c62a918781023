import { execa } from "execa";

/** One row of what `npm run bench` prints. */
export interface Measurement {
    what: string;
    value: string;
}

/** Runs a command to its end and says how many seconds it took; its output is in the error if it fails. */
export async function secondsOf(
    program: string,
    args: string[],
    options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<number> {
    const started = performance.now();
    const { failed, all } = await execa(program, args, {
        ...options,
        extendEnv: false,
        all: true,
        reject: false,
        stdin: "ignore",
    });
    if (failed) {
        throw new Error(`${program} ${args.join(" ")} failed:\n${all}`);
    }
    return (performance.now() - started) / 1000;
}

export function median(numbers: number[]): number {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)]!;
}

export function seconds(value: number): string {
    return `${value.toFixed(value < 10 ? 1 : 0)} s`;
}
