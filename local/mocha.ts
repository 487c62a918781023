import { foreground } from "./foreground";
import type { LocalWorld } from "./localWorld";
import { projectDir } from "./paths";

/** Runs tests with the local tools; the process ends with Mocha's exit code. */
export function mocha(args: string[], { environment }: LocalWorld): Promise<void> {
    return foreground("mocha", args, { cwd: projectDir, environment });
}
