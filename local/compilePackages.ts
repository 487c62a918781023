import { execa } from "execa";

import { projectDir } from "./paths";

/** Pulumi runs the policy pack and the components as compiled JavaScript. */
export async function compilePackages(): Promise<void> {
    const result = await execa("tsc", ["-b", "components", "policy"], {
        cwd: projectDir,
        preferLocal: true,
        reject: false,
    });
    if (result.failed) {
        throw new Error(`tsc found errors:\n${result.stdout}${result.stderr}`);
    }
}
