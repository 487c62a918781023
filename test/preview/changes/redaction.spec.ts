import assert from "node:assert/strict";

import { isSecretPath, redactText, textReplacer } from "../../../preview/changes/redaction";

describe("a text that the engine does not mark", () => {
    it("loses a URL's password and what is assigned to a password", () => {
        assert.equal(
            redactText("dial amqp://u:p%40ss@h:5672/%2F failed"),
            "dial amqp://u:[secret]@h:5672/%2F failed",
        );
        assert.equal(
            redactText("default_pass = hunter2\nlog = info"),
            "default_pass = [secret]\nlog = info",
        );
        assert.equal(
            redactText('{"password": "hunter2", "user": "u"}'),
            '{"password": "[secret]", "user": "u"}',
        );
    });

    it("keeps what only sounds like it", () => {
        for (const text of [
            "automountServiceAccountToken is unset; prod requires false",
            "a password for user u is generated",
            "see https://example.com:8080/a@b",
            "token: {name: x}",
        ]) {
            assert.equal(redactText(text), text);
        }
    });

    it("is read in linear time", () => {
        const text = `${"a.b-c_".repeat(50_000)} password=x amqp://${"y".repeat(50_000)}`;
        assert.ok(redactText(text).includes("password=[secret]"));
    });
});

describe("a secret path", () => {
    const secret: [string, (string | number)[]][] = [
        ["kubernetes:core/v1:Secret", ["data", "anything"]],
        ["kubernetes:core/v1:SecretPatch", ["stringData", "x"]],
        ["random:index/randomPassword:RandomPassword", ["password"]],
        ["a:b:C", ["auth", "clientSecret", "apiKey"]],
        ["pulumi:providers:kubernetes", ["kubeconfig"]],
    ];
    for (const [type, path] of secret) {
        it(`is ${path.join(".")} of ${type}`, () => assert.ok(isSecretPath(type, path, {})));
    }
    const plain: [string, (string | number)[]][] = [
        ["kubernetes:core/v1:Secret", ["metadata", "name"]],
        ["kubernetes:core/v1:ConfigMap", ["data", "x"]],
        ["kubernetes:apps/v1:Deployment", ["spec", "automountServiceAccountToken"]],
        ["kubernetes:apps/v1:Deployment", ["env", 0, "valueFrom", "secretKeyRef", "name"]],
        ["kubernetes:apps/v1:Deployment", ["volumes", 0, "secret", "secretName"]],
    ];
    for (const [type, path] of plain) {
        it(`is not ${path.join(".")} of ${type}`, () => assert.ok(!isSecretPath(type, path, {})));
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
