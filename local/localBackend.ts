import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { pulumiStateDir } from "./environment";
import { FileBackend, project } from "./fileBackend";
import type { PulumiOptions } from "./pulumi";
import { pulumi } from "./pulumi";

/** The state of every stack on the throwaway cluster. */
export const localBackend = new FileBackend(pulumiStateDir);

/** Selects a stack where none was ever selected. */
export async function ensureSelection(stack: string, options: PulumiOptions): Promise<void> {
    const folder = join(options.environment.PULUMI_HOME ?? "", "workspaces");
    const workspaces = existsSync(folder) ? readdirSync(folder) : [];
    if (workspaces.some((file) => file.startsWith(`${project}-`))) {
        return;
    }
    await pulumi(["stack", "select", stack], options);
}
