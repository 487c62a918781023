import { deepEqual, equal, ok } from "node:assert/strict";

import fc from "fast-check";

import { credentialsIn, redactText } from "../../redaction/credentialText";
import { harmlessTexts, textExamples } from "./textExamples";

describe("a credential in a text", () => {
    for (const [format, text, shown] of textExamples) {
        it(`is found in ${format}`, () => equal(redactText(text), shown));
    }

    for (const text of harmlessTexts) {
        it(`is not seen in ${JSON.stringify(text.slice(0, 60))}`, () =>
            equal(redactText(text), text));
    }

    it("is told by its name or its form, with its place", () => {
        const told = credentialsIn("a b_password=hunter2, amqp://u:hunter3@h").map(
            ({ what, isNamed, start, end }) => [what, isNamed, start, end],
        );
        deepEqual(told, [
            ["b_password", true, 13, 20],
            ["a URL with a password", false, 31, 38],
        ]);
    });

    it("stays hidden when a text is redacted again", () => {
        for (const [, text] of textExamples) {
            const once = redactText(text);
            equal(redactText(once), once);
        }
    });

    const canary = fc.stringMatching(
        /^[A-Za-z0-9][A-Za-z0-9+/=!$%&*()?.,;:{}[\]-]{10,30}[A-Za-z0-9]$/,
    );
    const places: { [format: string]: (secret: string) => string } = {
        "a setting": (s) => `a = b\npassword = ${s}\nc = d`,
        YAML: (s) => `auth:\n  token: ${s}\n`,
        JSON: (s) => JSON.stringify({ a: 1, apiKey: s, b: [2] }),
        "JSON in JSON": (s) => JSON.stringify({ text: JSON.stringify({ clientSecret: s }) }),
        "YAML on several lines": (s) => `passwords:\n  a: ${s}\n  b: "${s}"\nuser: u`,
        XML: (s) => `<a><db-password>${s}</db-password></a>`,
        Erlang: (s) => `[{rabbit, [{default_pass, <<"${s}">>}]}].`,
        "an option": (s) => `run --password ${s} -v`,
        "an option with =": (s) => `run --password=${s} -v`,
        "a URL": (s) => `amqp://u:${encodeURIComponent(s)}@h`,
    };
    for (const [format, place] of Object.entries(places)) {
        it(`never shows in ${format}, whatever characters it has`, () => {
            fc.assert(
                fc.property(canary, (secret) => {
                    const shown = redactText(place(secret));
                    ok(!shown.includes(secret), shown);
                    ok(!shown.includes(encodeURIComponent(secret)), shown);
                }),
            );
        });
    }

    it("stays within any text", () => {
        const bits = fc.constantFrom(
            ...["password", "value", "name", "amqp://u:", "{", "}", "[", "]", "<", ">", "@", "|"],
            ...["=", ":", ",", " ", "\n", "\r\n", "- ", '"', "'", "\\", "a"],
        );
        fc.assert(
            fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
                const text = parts.join("");
                for (const { start, end } of credentialsIn(text)) {
                    ok(start >= 0 && start < end && end <= text.length, text);
                }
            }),
        );
    });

    for (const part of [
        "a.b-c_",
        "password=",
        "password={[",
        'password="',
        'password=\\"',
        "password:\n",
        "secret:\n  name: x\n",
        "amqp://u:",
        "eyJaaaaa.",
        "urn:pulumi:a",
        "urn:pulumi:a::b::secret:",
        "<a ",
        '{a,"',
        "-----BEGIN PRIVATE KEY-----",
    ]) {
        it(`is searched for in linear time in a text full of ${JSON.stringify(part)}`, () => {
            redactText(`${part.repeat(Math.ceil(300_000 / part.length))} x`);
        }).timeout(3000);
    }
});
