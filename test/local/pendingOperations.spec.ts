import assert from "node:assert/strict";

import { kubernetesObject } from "../../local/pendingOperations";

const pending = (type: string, metadata?: object) => ({
    type: "creating",
    resource: { type, inputs: metadata && { metadata } },
});

describe("an object that Pulumi was about to create", () => {
    it("is found by its kind, version and group", () => {
        const metadata = { name: "rabbitmq", namespace: "shop" };
        assert.deepEqual(kubernetesObject(pending("kubernetes:apps/v1:StatefulSet", metadata)), [
            "StatefulSet.v1.apps",
            "rabbitmq",
            "--namespace",
            "shop",
        ]);
    });

    it("may belong to the core group and to no namespace", () => {
        const object = kubernetesObject(pending("kubernetes:core/v1:Namespace", { name: "shop" }));
        assert.deepEqual(object, ["Namespace.v1.", "shop"]);
    });

    it("is no object of the cluster when another provider makes it", () => {
        assert.equal(
            kubernetesObject(pending("random:index/randomPassword:RandomPassword")),
            undefined,
        );
        assert.equal(kubernetesObject(pending("pulumi:providers:kubernetes", {})), undefined);
    });
});
