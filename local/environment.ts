import { delimiter, join } from "node:path";

import { kubeconfigPath, projectDir, stateDir } from "./paths";
import type { Toolchain } from "./toolchain/toolchain";
import { toolFolders } from "./toolchain/toolchain";

/** Where the local backend keeps the state of every stack. */
export const pulumiStateDir = join(stateDir, "pulumi-state");

/**
 * The environment of every local command. It reaches the local backend and the local cluster only, whatever the
 * caller's own environment says.
 */
export function localEnvironment(
    tools: Toolchain,
    callers: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
    const folders = [...toolFolders(tools), join(projectDir, "node_modules", ".bin")];
    const environment: NodeJS.ProcessEnv = {
        ...callers,
        PATH: [...folders, callers.PATH].filter(Boolean).join(delimiter),
        PULUMI_HOME: join(stateDir, "pulumi-home"),
        PULUMI_BACKEND_URL: `file://${pulumiStateDir}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        // The salt stays in the state and out of the stack files, which are under version control.
        PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        KUBECONFIG: kubeconfigPath,
        QUEUE_WORKLOADS_LOCAL_KUBECONFIG: kubeconfigPath,
    };
    for (const name of overriding) {
        delete environment[name];
    }
    return environment;
}

/** Each would win over one of the above. */
const overriding = ["PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE_FILE", "PULUMI_STACK"];
