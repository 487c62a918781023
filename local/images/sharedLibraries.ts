import { execa } from "execa";

/** The files that the dynamic linker loads for a program, the linker itself included. */
export async function sharedLibraries(program: string): Promise<string[]> {
    const { stdout } = await execa("ldd", [program]);
    return librariesNamed(stdout);
}

export function librariesNamed(lddOutput: string): string[] {
    const missing = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
    if (missing.length > 0) {
        throw new Error(`libraries are missing: ${missing.join(", ")}`);
    }
    return [...lddOutput.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].map(([, path = ""]) => path);
}
