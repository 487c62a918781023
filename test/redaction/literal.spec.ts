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
        "[hunter2]",
        "value: hunter2\n  other: null",
        '{"value": "hunter2"}',
    ]) {
        it(`is a literal where it is ${JSON.stringify(value)}`, () =>
            equal(isLiteral(value), true));
    }
});
