import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import semver from "semver";

/**
 * The program of a resource plugin in a Pulumi home: the newest version that can serve `wanted`, which is one with
 * the same major version that is not older.
 */
export function installedPlugin(home: string, name: string, wanted: string): string | undefined {
    const folder = join(home, "plugins");
    if (!existsSync(folder)) {
        return undefined;
    }
    const prefix = `resource-${name}-v`;
    return readdirSync(folder)
        .filter((entry) => entry.startsWith(prefix))
        .map((entry) => entry.slice(prefix.length))
        .filter((version) => semver.satisfies(version, `^${wanted}`))
        .sort(semver.rcompare)
        .map((version) => join(folder, prefix + version, `pulumi-resource-${name}`))
        .find((program) => existsSync(program));
}
