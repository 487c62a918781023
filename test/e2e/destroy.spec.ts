import assert from "node:assert/strict";

import { kubectl } from "./kubernetes";
import { Stack, stackFile } from "./stack";

const namespace = "e2e-kept";

describe("pulumi destroy", () => {
    const stack = new Stack("e2e-kept");
    const configuration = {
        ...stackFile("dev"),
        namespace,
        createNamespace: false,
    };
    configuration.broker = {
        ...configuration.broker,
        storage: { sizeGiB: 2, keepOnDelete: true },
    };

    before(async () => {
        await stack.initialise();
        await kubectl("create", "namespace", namespace);
    });
    after(async () => {
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    it("leaves nothing but the volumes that are to be kept", async () => {
        const { exitCode: made, all: making } = await stack.up(configuration);
        assert.equal(made, 0, making);
        const { exitCode, all } = await stack.destroy(configuration);
        assert.equal(exitCode, 0, all);
        const kinds =
            "pods,statefulsets,deployments,jobs,services,configmaps,secrets,serviceaccounts,pdb,networkpolicies,pvc";
        const left = await kubectl("get", kinds, "-n", namespace, "-o", "name");
        const ours = left
            .split("\n")
            .filter(
                (name) => !["configmap/kube-root-ca.crt", "serviceaccount/default"].includes(name),
            );
        assert.deepEqual(ours, ["persistentvolumeclaim/data-rabbitmq-0"]);
    });
});
