import { execa } from "execa";

import { interruption } from "../interruption";

export const goEnvironment = { CGO_ENABLED: "0", GOWORK: "off" };

/**
 * The folder where Go's cache keeps a module, which is downloaded when it is not there: of the version that the module
 * in a folder requires, or of one that is named behind an `@`.
 */
export async function goModule(module: string, importer: string): Promise<string> {
    const { stdout } = await execa("go", ["mod", "download", "-json", module], {
        cwd: importer,
        cancelSignal: interruption,
        env: goEnvironment,
    });
    return (JSON.parse(stdout) as { Dir: string }).Dir;
}
