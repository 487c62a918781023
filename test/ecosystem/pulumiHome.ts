import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { onPath } from "../../local/toolchain/onPath";

/**
 * The environment of a stranger's Pulumi: a home and a state of its own. The plugins of the kubernetes and random SDKs
 * are there already, because not every machine can download them.
 */
export function strangersPulumi(folder: string): NodeJS.ProcessEnv {
    const [home, state] = [join(folder, "pulumi-home"), join(folder, "state")];
    mkdirSync(state, { recursive: true });
    for (const name of ["kubernetes", "random"]) {
        const plugin = join(home, "plugins", `resource-${name}-v${sdkVersion(name)}`);
        mkdirSync(plugin, { recursive: true });
        const program = `pulumi-resource-${name}`;
        symlinkSync(onPath(program)!, join(plugin, program));
    }
    return {
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
}

function sdkVersion(name: string): string {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return (require(`@pulumi/${name}/package.json`) as { version: string }).version;
}
