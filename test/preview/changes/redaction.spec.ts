import assert from "node:assert/strict";

import { Redaction, textReplacer } from "../../../preview/changes/redaction";

const redaction = new Redaction();

describe("a secret path", () => {
    const secret: [string, (string | number)[]][] = [
        ["kubernetes:core/v1:Secret", ["data", "anything"]],
        ["kubernetes:core/v1:SecretPatch", ["stringData", "x"]],
        ["random:index/randomPassword:RandomPassword", ["password"]],
        ["a:b:C", ["auth", "clientSecret", "apiKey"]],
        ["pulumi:providers:kubernetes", ["kubeconfig"]],
    ];
    for (const [type, path] of secret) {
        it(`is ${path.join(".")} of ${type}`, () =>
            assert.ok(redaction.isSecretPath(type, path, {})));
    }
    const plain: [string, (string | number)[]][] = [
        ["kubernetes:core/v1:Secret", ["metadata", "name"]],
        ["kubernetes:core/v1:ConfigMap", ["data", "x"]],
        ["kubernetes:apps/v1:Deployment", ["spec", "automountServiceAccountToken"]],
        ["kubernetes:apps/v1:Deployment", ["env", 0, "valueFrom", "secretKeyRef", "name"]],
        ["kubernetes:apps/v1:Deployment", ["volumes", 0, "secret", "secretName"]],
    ];
    for (const [type, path] of plain) {
        it(`is not ${path.join(".")} of ${type}`, () =>
            assert.ok(!redaction.isSecretPath(type, path, {})));
    }
});

describe("known secrets", () => {
    it("are replaced longest first, so that no part of one stays", () => {
        const replace = textReplacer(
            new Map([
                ["abcd", "[1]"],
                ["abcdef", "[2]"],
            ]),
        );
        assert.equal(replace("abcdef abcd a.cd"), "[2] [1] a.cd");
    });
});
