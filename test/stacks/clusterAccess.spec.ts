import assert from "node:assert/strict";

import { clusterAccess, localContext, localKubeconfigVariable } from "../../stacks/clusterAccess";

describe("clusterAccess", () => {
    it("uses the context that the stack names", () => {
        assert.deepEqual(clusterAccess({ kubeContext: "prod" }, {}), {
            kubeconfig: undefined,
            context: "prod",
        });
    });

    it("uses the kubeconfig that the stack names", () => {
        const access = clusterAccess({ kubeContext: "prod", kubeconfig: "~/.kube/prod" }, {});
        assert.deepEqual(access, { kubeconfig: "~/.kube/prod", context: "prod" });
    });

    it("does not care which kubeconfig the environment names", () => {
        const environment = { KUBECONFIG: "/somewhere/else", KUBE_CONTEXT: "current" };
        assert.deepEqual(
            clusterAccess({ kubeContext: "prod" }, environment),
            clusterAccess({ kubeContext: "prod" }, {}),
        );
    });

    for (const kubeContext of ["prod", localContext]) {
        it(`points a stack of context ${kubeContext} at the throwaway cluster when told to`, () => {
            const environment = { [localKubeconfigVariable]: "local.kubeconfig" };
            const settings = { kubeContext, kubeconfig: "~/.kube/prod" };
            assert.deepEqual(clusterAccess(settings, environment), {
                kubeconfig: "local.kubeconfig",
                context: localContext,
            });
        });
    }

    for (const environment of [{}, { [localKubeconfigVariable]: "" }]) {
        it(`refuses stack local outside the local environment: ${JSON.stringify(environment)}`, () => {
            assert.throws(() => clusterAccess({ kubeContext: localContext }, environment), {
                message:
                    "This stack is for the throwaway cluster only. Run it as: npm run local -- pulumi ...",
            });
        });
    }
});
