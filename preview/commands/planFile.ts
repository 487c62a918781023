import { join } from "node:path";

/** Where a stack's plan lies in the folder of the plans. Its secrets are encrypted, as in the stack's state. */
export function planFile(folder: string, stack: string): string {
    return join(folder, `${stack}.plan.json`);
}
