import assert from "node:assert/strict";

import { kubernetesObjects } from "../../../policy/kubernetes/object";

function objectOf(type: string) {
    return kubernetesObjects({
        type,
        urn: `urn:pulumi:prod::shop::${type}::x`,
        name: "x",
        props: {},
    })[0];
}

describe("what policies take for a Kubernetes object", () => {
    const objects = [
        ["kubernetes:core/v1:Pod", "core/Pod"],
        ["kubernetes:apps/v1:Deployment", "apps/Deployment"],
        ["kubernetes:keda.sh/v1alpha1:ScaledObject", "keda.sh/ScaledObject"],
        ["kubernetes:v1:Pod", "core/Pod"],
    ] as const;
    for (const [type, expected] of objects) {
        it(`is ${type}`, () => {
            const { group, kind } = objectOf(type)!;
            assert.equal(`${group}/${kind}`, expected);
        });
    }

    const others = [
        "kubernetes:yaml:ConfigFile",
        "kubernetes:yaml:ConfigGroup",
        "kubernetes:yaml/v2:ConfigFile",
        "kubernetes:yaml/v2:ConfigGroup",
        "kubernetes:kustomize:Directory",
        "kubernetes:kustomize/v2:Directory",
        "kubernetes:helm.sh/v2:Chart",
        "kubernetes:helm.sh/v3:Chart",
        "kubernetes:helm.sh/v3:Release",
        "kubernetes:helm.sh/v4:Chart",
        "kubernetes:apps/v1:DeploymentPatch",
        "pulumi:providers:kubernetes",
        "aws:s3/bucket:Bucket",
    ];
    for (const type of others) {
        it(`is not ${type}`, () => assert.equal(objectOf(type), undefined));
    }
});
