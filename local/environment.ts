import { delimiter, join } from "node:path";

import { localKubeconfigVariable } from "../stacks/clusterAccess";
import { kubeconfigPath, projectDir, stateDir } from "./paths";
import { pulumiEnvironment, withoutOverriding } from "./pulumiEnvironment";
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
    return {
        ...withoutOverriding(callers),
        PATH: [...folders, callers.PATH].filter(Boolean).join(delimiter),
        PULUMI_HOME: join(stateDir, "pulumi-home"),
        ...pulumiEnvironment(`file://${pulumiStateDir}`),
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        KUBECONFIG: kubeconfigPath,
        [localKubeconfigVariable]: kubeconfigPath,
        // Keeps compiled what Node.js loads for a program and its policies: they start twice as fast.
        NODE_COMPILE_CACHE: join(stateDir, "compile-cache"),
    };
}
