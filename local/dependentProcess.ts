import { onPath } from "./toolchain/onPath";

/**
 * A command line whose process gets a signal when this one dies, also when it is killed and can do nothing about its
 * children any more. Only Linux can do that.
 */
export function dependentProcess(
    signal: "INT" | "TERM" | "KILL",
    program: string,
    args: string[],
): [string, string[]] {
    const setpriv = process.platform === "linux" ? onPath("setpriv") : undefined;
    return setpriv === undefined
        ? [program, args]
        : [setpriv, ["--pdeathsig", signal, program, ...args]];
}
