import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { parse } from "yaml";

import type { Settings } from "../settings";
import { readSettings } from "../settings";
import { stackNamesIn } from "../stackFileName";

/** What the file of a stack says, checked as `pulumi up` would check it. */
export function settingsOf(folder: string, stack: string): Settings {
    const file = join(folder, `Pulumi.${stack}.yaml`);
    if (!existsSync(file)) {
        const names = stackNamesIn(folder).join(", ");
        throw new Error(`There is no ${basename(file)}; stacks with a file: ${names}.`);
    }
    const { config = {} } = parse(readFileSync(file, "utf8")) as { config?: object };
    const texts = Object.entries(config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return readSettings("queue-workloads", Object.fromEntries(texts) as { [key: string]: string });
}
