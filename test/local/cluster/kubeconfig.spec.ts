import assert from "node:assert/strict";

import { KubeConfig } from "@kubernetes/client-node";

import { kubeconfigText } from "../../../local/cluster/kubeconfig";

describe("the kubeconfig of the local cluster", () => {
    const config = new KubeConfig();
    config.loadFromString(
        kubeconfigText({
            server: "https://127.0.0.1:16443",
            user: "admin",
            authority: "the authority",
            certificate: "the certificate",
            key: "the key",
        }),
    );

    it("has one context, named after the cluster, and it is the current one", () => {
        assert.deepEqual(
            config.getContexts().map((context) => context.name),
            ["queue-workloads-local"],
        );
        assert.equal(config.getCurrentContext(), "queue-workloads-local");
    });

    it("leads to the server with the user's certificate", () => {
        const decode = (data?: string) => Buffer.from(data ?? "", "base64").toString();
        assert.equal(config.getCurrentCluster()?.server, "https://127.0.0.1:16443");
        assert.equal(decode(config.getCurrentCluster()?.caData), "the authority");
        assert.equal(decode(config.getCurrentUser()?.certData), "the certificate");
        assert.equal(decode(config.getCurrentUser()?.keyData), "the key");
    });
});
