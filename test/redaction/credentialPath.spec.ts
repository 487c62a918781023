import { ok } from "node:assert/strict";

import { isCredentialPath } from "../../redaction/credentialPath";

const root = {
    password: { value: "x", plain: "x", enabled: true },
    secrets: { db: "x" },
    credentials: ["x"],
    tokens: { a: "x" },
    maxTokens: 5,
    maxTokensText: "5",
    auth: { clientSecret: "x", user: "u", automountServiceAccountToken: false },
    env: [
        { name: "DB_PWD", value: "x" },
        { name: "LOG", value: "x" },
    ],
    args: [
        "--password",
        "x",
        "--verbose",
        "--token",
        "--level",
        "info",
        "--password",
        "-aaAaaaaaaaA",
    ],
    volumes: [{ name: "v", secret: { secretName: "tls", items: [{ key: "a", path: "b" }] } }],
    imagePullSecrets: [{ name: "registry" }],
    basicAuth: { passwordSecret: { name: "db", key: "password" } },
    manifests: [{ kind: "Secret", metadata: { name: "s" }, stringData: { a: "x" } }],
    privateKey: { algorithm: "ECDSA", size: 256 },
    set: [{ key: "broker.password", value: "x" }],
};

describe("the path of a credential", () => {
    for (const path of [
        ["password", "value"],
        ["password", "plain"],
        ["secrets", "db"],
        ["credentials", 0],
        ["tokens", "a"],
        ["auth", "clientSecret"],
        ["env", 0, "value"],
        ["args", 1],
        ["args", 7],
        ["manifests", 0, "stringData", "a"],
        ["set", 0, "value"],
    ]) {
        it(`is ${path.join(".")}`, () => ok(isCredentialPath(path, root)));
    }
    for (const path of [
        ["password", "enabled"],
        ["maxTokens"],
        ["maxTokensText"],
        ["auth", "user"],
        ["auth", "automountServiceAccountToken"],
        ["env", 1, "value"],
        ["env", 0, "name"],
        ["args", 0],
        ["args", 2],
        ["args", 4],
        ["args", 5],
        ["volumes", 0, "secret", "secretName"],
        ["volumes", 0, "secret", "items", 0, "key"],
        ["imagePullSecrets", 0, "name"],
        ["basicAuth", "passwordSecret", "key"],
        ["manifests", 0, "metadata", "name"],
        ["privateKey", "algorithm"],
    ]) {
        it(`is not ${path.join(".")}`, () => ok(!isCredentialPath(path, root)));
    }
});
