import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import type { Owner, OwnerLookup } from "../../stacks/owners";
import { ownerOf } from "../../stacks/owners";
import { namespaceGuard, objectsGuard } from "../../stacks/ownershipGuard";
import { runProgram, runStack } from "../harness";

const self: Owner = { project: "queue-workloads", stack: "second" };
const first: Owner = { project: "queue-workloads", stack: "first" };

/** What a guard says when the engine is about to create a resource of this name. */
async function refusal(
    guard: (owners: OwnerLookup) => pulumi.ResourceHook,
    name: string,
    owner: Owner | undefined,
): Promise<string> {
    const found = () => Promise.resolve(owner);
    const { hooks } = await runProgram(() => {
        guard({ namespace: found, serviceAccount: found });
    });
    const [hook] = hooks;
    assert.ok(hook?.opts?.onDryRun, "a refusal has to come in the preview");
    return Promise.resolve(hook.callback({ urn: "urn", id: "", name, type: "type" })).then(
        () => "",
        (error: Error) => error.message,
    );
}

describe("A namespace that is there already", () => {
    const ofNamespace = (owner: Owner | undefined) =>
        refusal((owners) => namespaceGuard(self, owners), "shop", owner);

    it("is taken when it is this stack's, or nobody's", async () => {
        assert.equal(await ofNamespace(self), "");
        assert.equal(await ofNamespace(undefined), "");
    });

    it("is refused when it is another stack's, with that stack's name and two ways out", async () => {
        assert.equal(
            await ofNamespace(first),
            "the namespace shop belongs to the stack first of the project queue-workloads. " +
                "Take another namespace, or set createNamespace to false to live beside that stack's objects.",
        );
        assert.match(await ofNamespace({ ...self, project: "other" }), /of the project other/);
    });
});

describe("A broker or workload that is there already", () => {
    it("is refused when it is another stack's", async () => {
        const guard = (owners: OwnerLookup) => objectsGuard(self, "shop", owners);
        assert.equal(await refusal(guard, "rabbitmq", self), "");
        assert.equal(
            await refusal(guard, "rabbitmq", first),
            "rabbitmq in the namespace shop belongs to the stack first of the project queue-workloads. " +
                "Take another namespace, or another name.",
        );
    });
});

describe("ownerOf", () => {
    const labels = {
        "app.kubernetes.io/instance": "first",
        "app.kubernetes.io/part-of": "queue-workloads",
        "app.kubernetes.io/managed-by": "pulumi",
    };

    it("reads the stack from the labels that every object of a stack has", () => {
        assert.deepEqual(ownerOf({ labels }), first);
    });

    it("takes nothing of other tools for a stack's", () => {
        assert.equal(
            ownerOf({ labels: { ...labels, "app.kubernetes.io/managed-by": "Helm" } }),
            undefined,
        );
        assert.equal(ownerOf({}), undefined);
        assert.equal(ownerOf(undefined), undefined);
    });
});

describe("The namespace that a stack makes", () => {
    it("is left in the cluster with all that it holds, and says whose it is", async () => {
        const { get } = await runStack("local");
        const { inputs, options } = get("kubernetes:core/v1:Namespace", "shop");
        assert.equal(options.retainOnDelete, true);
        assert.deepEqual(ownerOf(inputs["metadata"] as object), { ...first, stack: "local" });
    });
});
