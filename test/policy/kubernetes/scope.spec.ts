import assert from "node:assert/strict";

import { isNamespaced } from "../../../policy/kubernetes/scope";

describe("the scope of a kind", () => {
    const withoutNamespace = [
        ["core", "PersistentVolume"],
        ["admissionregistration.k8s.io", "MutatingAdmissionPolicy"],
        ["gateway.networking.k8s.io", "GatewayClass"],
        ["snapshot.storage.k8s.io", "VolumeSnapshotClass"],
        ["storage.k8s.io", "VolumeAttributesClass"],
    ] as const;
    for (const [group, kind] of withoutNamespace) {
        it(`is the cluster for a ${kind}`, () => {
            assert.equal(isNamespaced({ group, kind }), false);
        });
    }

    const namespaced = [
        ["core", "Service"],
        ["gateway.networking.k8s.io", "HTTPRoute"],
        ["snapshot.storage.k8s.io", "VolumeSnapshot"],
    ] as const;
    for (const [group, kind] of namespaced) {
        it(`is a namespace for a ${kind}`, () => {
            assert.equal(isNamespaced({ group, kind }), true);
        });
    }

    it("is unknown for a custom resource, whatever its group is called", () => {
        assert.equal(isNamespaced({ group: "example.com", kind: "Widget" }), undefined);
        assert.equal(isNamespaced({ group: "example.x-k8s.io", kind: "Widget" }), undefined);
        assert.equal(isNamespaced({ group: "constructor", kind: "Widget" }), undefined);
    });
});
