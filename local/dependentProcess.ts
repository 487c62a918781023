/**
 * A command line whose process gets a signal when this one dies, also when it is killed and can do nothing about its
 * children any more.
 */
export function dependentProcess(
    signal: "INT" | "TERM",
    program: string,
    args: string[],
): [string, string[]] {
    return ["setpriv", ["--pdeathsig", signal, program, ...args]];
}
