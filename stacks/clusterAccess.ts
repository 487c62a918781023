import type { Settings } from "./settings";

/** Which cluster a stack talks to: a kubeconfig (the usual places when left out) and a context in it. */
export interface ClusterAccess {
    kubeconfig?: string;
    context: string;
}

/** The context of the throwaway cluster, in the kubeconfig that `npm run local` names. */
export const localContext = "queue-workloads-local";

/** The variable by which `npm run local` points any stack at the throwaway cluster. */
export const localKubeconfigVariable = "QUEUE_WORKLOADS_LOCAL_KUBECONFIG";

/**
 * The cluster is always the one that the stack names, never the current context. `npm run local` sets
 * the one variable that overrides it, with a kubeconfig that knows nothing but the throwaway cluster.
 */
export function clusterAccess(
    { kubeContext, kubeconfig }: Pick<Settings, "kubeContext" | "kubeconfig">,
    environment: { [name: string]: string | undefined },
): ClusterAccess {
    const localKubeconfig = environment[localKubeconfigVariable];
    if (localKubeconfig) {
        return { kubeconfig: localKubeconfig, context: localContext };
    }
    if (kubeContext === localContext) {
        throw new Error(
            `This stack is for the throwaway cluster only. Run it as: npm run local -- pulumi ...`,
        );
    }
    return { kubeconfig, context: kubeContext };
}
