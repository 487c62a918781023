import { equal } from "node:assert/strict";

import { isLiteral } from "../../redaction/literal";

describe("what stands under a credential's name", () => {
    for (const value of [
        "",
        '""',
        "''",
        "  ",
        "null",
        "~",
        "None",
        "true",
        "no",
        "$(PASSWORD)",
        "${PASSWORD}",
        "${PASSWORD:-}",
        '"${PASSWORD}"',
        "$PASS",
        "%PASSWORD%",
        "{{ .Values.p }}",
        "{{ .Values.auth.password | quote }}",
        "<your password>",
        "[secret]",
        "****",
        "/var/run/secrets/kubernetes.io/serviceaccount/token",
        "/etc/rabbitmq/password",
        "value: $PASS\n  other: null",
        "[]",
        "{}",
        "$(cat /run/secrets/password)",
        "$(cat",
        "`cat /run/secrets/password`",
        "$1",
        "@PASSWORD@",
        "__PASSWORD__",
        "%{token}",
        "ENC[AES256_GCM,data:abc=,type:str]",
        "vault:secret/data/db#password",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db",
        "projects/shop/secrets/db/versions/latest",
        "op://vault/db/password",
        "file:///run/password",
        "./key.json",
        "server.key",
        "process.env.PASSWORD;",
        'os.environ["PASSWORD"]',
        'System.getenv("PASSWORD");',
        "await",
        "String!",
        '{"type":"string","minLength":8}',
        "type: string\n  format: password",
    ]) {
        it(`is no literal where it is ${JSON.stringify(value)}`, () =>
            equal(isLiteral(value), false));
    }
    for (const value of [
        "hunter2",
        '"hunter2"',
        "12345",
        "pa$$word",
        "$2b$10$abcdefghij",
        "/9j/4AAQSkZJRg",
        "nullable",
        "${PASSWORD:-hunter2}",
        "${RABBITMQ_PASSWORD:hunter2}",
        "${spring.rabbitmq.password:hunter2}",
        "$(PREFIX)hunter2",
        "vault:hunter2",
        "[hunter2]",
        "value: hunter2\n  other: null",
        '{"value": "hunter2"}',
    ]) {
        it(`is a literal where it is ${JSON.stringify(value)}`, () =>
            equal(isLiteral(value), true));
    }
});
