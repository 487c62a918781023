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
    return since(started);
}

/** The seconds on the clock that some work takes. */
export async function secondsFor(work: () => Promise<unknown>): Promise<number> {
    const started = performance.now();
    await work();
    return since(started);
}

/** Seconds since a moment of `performance.now()`. */
export function since(moment: number): number {
    return (performance.now() - moment) / 1000;
}

/** What a command takes: seconds on the clock, and seconds of CPU of all the processes that it starts. */
export interface Cost {
    seconds: number;
    cpu: number;
}

/** Runs a command to its end and measures it; its output is in the error if it fails. */
export async function costOf(
    program: string,
    args: string[],
    options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Cost> {
    const { failed, all, stderr } = await execa(
        "bash",
        ["-c", 'TIMEFORMAT="%R %U %S"; time "$0" "$@"', program, ...args],
        { ...options, extendEnv: false, all: true, reject: false, stdin: "ignore" },
    );
    const [seconds, user, system] = stderr.trim().split("\n").at(-1)!.split(" ").map(Number);
    if (failed || seconds === undefined || user === undefined || system === undefined) {
        throw new Error(`${program} ${args.join(" ")} failed:\n${all}`);
    }
    return { seconds, cpu: user + system };
}

/** The median cost of each command, all of them once in every round; the rounds of the warm-up do not count. */
export async function inTurn(
    commands: (() => Promise<Cost>)[],
    { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<Cost[]> {
    const all: Cost[][] = commands.map(() => []);
    for (let round = -warmUp; round < rounds; round++) {
        for (const [i, run] of commands.entries()) {
            const cost = await run();
            if (round >= 0) {
                all[i]!.push(cost);
            }
        }
    }
    return all.map((costs) => ({
        seconds: median(costs.map((cost) => cost.seconds)),
        cpu: median(costs.map((cost) => cost.cpu)),
    }));
}

export function costText({ cpu, seconds: clock }: Cost): string {
    return `${seconds(cpu)} of CPU in ${seconds(clock)}`;
}

export function median(numbers: number[]): number {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)]!;
}

export function seconds(value: number): string {
    return `${value.toFixed(value < 10 ? 1 : 0)} s`;
}
