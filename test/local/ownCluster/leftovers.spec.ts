import assert from "node:assert/strict";

import { isForeign } from "../../../local/ownCluster/leftovers";

describe("what stands in the namespace when the stack is gone", () => {
    const labelled = (labels: { [label: string]: string }, name = "x") => ({
        metadata: { name, labels },
    });

    it("is ours by the stack that it names, and pods and claims by what they are", () => {
        assert.ok(!isForeign(labelled({ "app.kubernetes.io/instance": "trial" })));
        assert.ok(!isForeign(labelled({ "app.kubernetes.io/component": "rabbitmq" })));
    });

    it("is Kubernetes' own", () => {
        assert.ok(!isForeign({ metadata: { name: "kube-root-ca.crt" } }));
        const token = { metadata: { name: "t" }, type: "kubernetes.io/service-account-token" };
        assert.ok(!isForeign(token));
    });

    it("is going already", () => {
        assert.ok(!isForeign({ metadata: { name: "x", deletionTimestamp: new Date(0) } }));
    });

    it("is somebody else's in every other case", () => {
        assert.ok(isForeign({ metadata: { name: "x" } }));
        assert.ok(isForeign(labelled({ "app.kubernetes.io/instance": "local" })));
        assert.ok(isForeign(labelled({ "app.kubernetes.io/component": "database" })));
    });
});
