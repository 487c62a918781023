import assert from "node:assert/strict";

import { localEnvironment } from "../../local/environment";
import { kubeconfigPath, projectDir, stateDir } from "../../local/paths";

const tools = {
    pulumi: "/tools/pulumi/1/pulumi",
    languageHost: "/tools/host/1/pulumi-language-nodejs",
    kubernetesPlugin: "/tools/plugins/pulumi-resource-kubernetes",
    randomPlugin: "/tools/plugins/pulumi-resource-random",
    kubernetes: "/tools/kubernetes/1",
    coredns: "/tools/coredns/1/coredns",
    localProvisioner: "/tools/local-provisioner/1/local-provisioner",
    networkPolicies: "/tools/network-policies/1/network-policies",
    pause: "/tools/pause/1/pause",
};

describe("the environment of the local world", () => {
    const environment = localEnvironment(tools, {
        PATH: "/usr/bin",
        HOME: "/home/me",
        KUBECONFIG: "/home/me/.kube/production",
        PULUMI_BACKEND_URL: "https://backend.example",
        PULUMI_ACCESS_TOKEN: "token",
        PULUMI_CONFIG_PASSPHRASE_FILE: "/home/me/passphrase",
        PULUMI_STACK: "prod",
    });

    it("finds the tools first, each folder once", () => {
        assert.deepEqual(environment.PATH?.split(":"), [
            "/tools/pulumi/1",
            "/tools/host/1",
            "/tools/plugins",
            "/tools/kubernetes/1",
            `${projectDir}/node_modules/.bin`,
            "/usr/bin",
        ]);
    });

    it("knows no cluster but the local one", () => {
        assert.equal(environment.KUBECONFIG, kubeconfigPath);
        assert.equal(environment.QUEUE_WORKLOADS_LOCAL_KUBECONFIG, kubeconfigPath);
    });

    it("knows no backend but the local one, whatever the caller is logged in to", () => {
        assert.equal(environment.PULUMI_BACKEND_URL, `file://${stateDir}/pulumi-state`);
        const left = Object.keys(environment).filter((name) =>
            /TOKEN|PASSPHRASE_FILE|PULUMI_STACK/.test(name),
        );
        assert.deepEqual(left, []);
    });

    it("keeps compiled what Node.js loads for every command", () => {
        assert.equal(environment.NODE_COMPILE_CACHE, `${stateDir}/compile-cache`);
    });

    it("leaves the rest as it is", () => assert.equal(environment.HOME, "/home/me"));
});
