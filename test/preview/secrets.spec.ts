import assert from "node:assert/strict";

import fc from "fast-check";

import type { StackPreview } from "../../preview/changes/stackPreview";
import { renderComment } from "../../preview/comment/comment";
import { renderSarif } from "../../preview/sarif/sarif";
import { isLiteral } from "../../redaction/literal";
import { previewOf, summary } from "./fixture";

const urn = "urn:pulumi:prod::p::kubernetes:apps/v1:Deployment::worker";
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const encrypted = { ...secretMark, ciphertext: "[secret]" };
/** As `--show-secrets` writes it. */
const shown = (secret: string) => ({ ...secretMark, plaintext: JSON.stringify(secret) });

/** What only refers to one, such as `$PASSWORD`, is none. */
const secrets = fc.stringMatching(/^[A-Za-z0-9+/=!$%&*()?.-]{12,40}$/).filter(isLiteral);

/** Streams that hold a secret in one place each. */
const leaks: { [key: string]: (canary: string, isNew: boolean) => unknown[] } = {
    "a marked property": (canary, isNew) => [
        step(deployment, isNew ? null : { a: shown(canary) }, { a: { ...shown(canary), b: 1 } }),
    ],
    "a property that was plain and becomes secret": (canary) => [
        step(deployment, { a: canary }, { a: encrypted }),
    ],
    "a property that was secret and becomes plain": (canary) => [
        step(deployment, { a: encrypted }, { a: canary }),
    ],
    "an unmarked Secret": (canary, isNew) => [
        step("kubernetes:core/v1:Secret", isNew ? null : { stringData: { k: "x" } }, {
            stringData: { k: canary },
        }),
    ],
    "a whole Secret in the detailed diff": (canary) => [
        step(
            "kubernetes:core/v1:Secret",
            { data: { k: canary } },
            { data: { k: "eA==" } },
            { data: { diffKind: "update-replace" } },
        ),
    ],
    "a variable that is named like a secret": (canary, isNew) => [
        step(
            deployment,
            isNew ? null : environment("DB_PASSWORD", "old"),
            environment("DB_PASSWORD", canary),
        ),
    ],
    "a URL in a variable": (canary, isNew) => [
        step(
            deployment,
            isNew ? null : environment("AMQP_URL", "x"),
            environment("AMQP_URL", `amqp://u:${encodeURIComponent(canary)}@h`),
        ),
    ],
    "a line of a configuration file": (canary) => [
        step(
            "kubernetes:core/v1:ConfigMap",
            { data: { c: "a = 1\nb = 2" } },
            { data: { c: `a = 1\ndefault_pass = ${canary}` } },
        ),
    ],
    "a kubeconfig": (canary, isNew) => [
        step("pulumi:providers:kubernetes", isNew ? null : { kubeconfig: "x" }, {
            kubeconfig: `token: ${canary}`,
        }),
    ],
    "a value below a name that says so": (canary, isNew) => {
        const values = (text: string) => ({
            values: { password: { value: text }, credentials: [text], tokens: { a: text } },
        });
        return [step("kubernetes:helm.sh/v3:Release", isNew ? null : values("x"), values(canary))];
    },
    "an argument behind its option": (canary, isNew) => {
        const args = (text: string) => ({ args: ["--token", text, `--password=${text}`, "-v"] });
        return [step(deployment, isNew ? null : args("x"), args(canary))];
    },
    "a variable whose place changes": (canary) => {
        const env = (...names: string[]) => ({
            env: names.map((name) => ({ name, value: name === "A_TOKEN" ? canary : name })),
        });
        return [step(deployment, env("A_TOKEN", "B"), env("B"))];
    },
    "the last applied configuration": (canary, isNew) => {
        const manifest = { kind: "Secret", data: { k: canary } };
        const annotations = {
            "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(manifest),
        };
        return [step(deployment, isNew ? null : { metadata: {} }, { metadata: { annotations } })];
    },
    "a manifest in a text": (canary) => [
        step(
            "kubernetes:core/v1:ConfigMap",
            { data: { m: "kind: Secret\nstringData:\n  k: x\n" } },
            { data: { m: `kind: Secret\nstringData:\n  k: "${canary}"\n` } },
        ),
    ],
    "the name of a property": (canary) => [
        step(deployment, null, { a: shown(canary) }),
        step("a:b:C", { labels: {} }, { labels: { [canary]: "x" } }),
    ],
    "the name of a resource": (canary) => [
        step(deployment, null, { a: shown(canary) }),
        named(canary),
    ],
    "the description of a policy": (canary) => [
        step(deployment, null, { a: shown(canary) }),
        policyEvent(`Rule about ${canary}.\nwrong`),
    ],
    "a policy's message that assigns it": (canary) => [
        policyEvent(`Rule.\nenv DB_PASSWORD=${canary}`),
    ],
    "what a policy rewrote": (canary) => [
        {
            policyRemediationEvent: {
                resourceUrn: urn,
                policyName: "p",
                policyPackName: "k",
                before: environment("DB_PASSWORD", "x"),
                after: environment("DB_PASSWORD", canary),
            },
        },
    ],
    "what a refresh found": (canary) => {
        const states = {
            old: { inputs: { data: { password: "x" } }, outputs: {} },
            new: { inputs: { data: { password: canary } }, outputs: {} },
        };
        const type = "kubernetes:core/v1:ConfigMap";
        const metadata = {
            ...{ op: "refresh", urn: urn.replace(deployment, type), type, ...states },
            detailedDiff: { "data.password": { diffKind: "update" } },
        };
        return [{ resourcePreEvent: { metadata } }, { resOutputsEvent: { metadata } }];
    },
    "an error that repeats a value of a variable named like a secret": (canary) => [
        step(deployment, null, environment("DB_PASSWORD", canary)),
        diagnosticOf(`cannot log in with ${canary}`, "error"),
    ],
    "a warning that quotes it in JSON in JSON": (canary) => [
        step(deployment, null, { a: shown(canary) }),
        diagnosticOf(JSON.stringify(JSON.stringify({ said: canary })), "warning"),
    ],
    "a text that is cut in the middle of it": (canary) => {
        const long = (text: string) => ({ data: { c: `${"x".repeat(190)}${text}` } });
        return [
            step(deployment, null, { a: shown(canary) }),
            step("kubernetes:core/v1:ConfigMap", long("old"), long(canary)),
            diagnosticOf(`${"y".repeat(235)} ${canary}`, "error"),
        ];
    },
    "an error with colours in it": (canary) => [
        step(deployment, null, { a: shown(canary) }),
        diagnosticOf(`${canary.slice(0, 5)}\u001b[31m${canary.slice(5)}`, "error"),
    ],
    "a debug line": (canary) => [diagnosticOf(`RegisterResource RPC finished: ${canary}`, "debug")],
    "a program's output": (canary) => [
        diagnosticOf(canary, "info"),
        diagnosticOf(canary, "info#err"),
    ],
    "an error that repeats a known secret": (canary) => [
        step(deployment, null, { a: shown(canary) }),
        diagnosticOf(`cannot log in with ${canary}`, "error"),
    ],
    "an error with a URL": (canary) => [
        diagnosticOf(`dial amqp://u:${encodeURIComponent(canary)}@h`, "error"),
    ],
    "a violation that repeats a known secret": (canary) => [
        step(deployment, null, {
            a: { ...secretMark, plaintext: JSON.stringify({ deep: [canary] }) },
        }),
        policyEvent(`Rule.\nvalue ${canary} and ${Buffer.from(canary).toString("base64")}`),
    ],
    "a hidden property": (canary) => [
        {
            resourcePreEvent: {
                metadata: {
                    ...step(deployment, { a: { b: "x" } }, { a: { b: canary } }).resourcePreEvent
                        .metadata,
                    new: { inputs: { a: { b: canary } }, hideDiffs: [["a", "b"]] },
                },
            },
        },
    ],
    "a stack output": (canary) => [
        {
            resOutputsEvent: step(
                "pulumi:pulumi:Stack",
                { url: shown(canary) },
                { url: shown(canary), b: encrypted },
            ).resourcePreEvent,
        },
    ],
};

describe("a secret never shows in comment or SARIF, wherever the stream has it:", () => {
    for (const [where, stream] of Object.entries(leaks)) {
        it(where, async () => {
            await fc.assert(
                fc.asyncProperty(secrets, fc.boolean(), async (secret, isNew) => {
                    const preview = await previewOf([...stream(secret, isNew), summary]);
                    assert.deepEqual(preview.problems, []);
                    assertNotIn([preview], secret);
                }),
                { numRuns: 20 },
            );
        });
    }
});

describe("a secret of several lines", () => {
    it("is found in texts that have only some of its lines", async () => {
        const lines = ["first-line-of-it", "second-line-of-it"];
        const preview = await previewOf([
            step(deployment, null, { a: shown(lines.join("\n")) }),
            diagnosticOf(`a\n  ${lines[0]}\nb`, "error"),
            policyEvent(`Rule.\n${lines[1]}`),
            summary,
        ]);
        lines.forEach((line) => assertNotIn([preview], line));
    });
});

describe("a team", () => {
    it("masks what it knows to be secret, by its name or by how it looks", async () => {
        const lines = [
            step(
                deployment,
                environment("DOOR_CODE", "x"),
                environment("DOOR_CODE", "sesame-open"),
            ),
            diagnosticOf("the badge ACME-12345 is wrong", "error"),
            summary,
        ];
        const plain = await previewOf(lines);
        assert.throws(() => assertNotIn([plain], "sesame-open"));
        assert.throws(() => assertNotIn([plain], "ACME-12345"));
        const masked = await previewOf(lines, "prod", {
            secretNames: ["door_code"],
            masks: ["ACME-\\d+"],
        });
        assertNotIn([masked], "sesame-open");
        assertNotIn([masked], "ACME-12345");
    });
});

function assertNotIn(previews: StackPreview[], canary: string): void {
    const comment = renderComment(previews, {
        id: "preview",
        limit: 60_000,
        allowDataLoss: false,
        versions: {},
    });
    const sarif = JSON.stringify(
        renderSarif(previews, {
            allowDataLoss: false,
            metadata: [],
            stackFiles: new Map(),
            version: "1",
        }),
    );
    for (const spelling of [
        canary,
        Buffer.from(canary).toString("base64"),
        encodeURIComponent(canary),
    ]) {
        assert.ok(!comment.includes(spelling), comment);
        assert.ok(!sarif.includes(spelling), sarif);
    }
}

function step(type: string, before: object | null, after: object, detailedDiff?: object) {
    const at = urn.replace("kubernetes:apps/v1:Deployment", type);
    const metadata = {
        op: before ? "update" : "create",
        urn: at,
        type,
        old: before && { inputs: before, outputs: before },
        new: { inputs: after, outputs: after },
        detailedDiff,
    };
    return { resourcePreEvent: { metadata } };
}

function named(name: string) {
    const type = "kubernetes:core/v1:Service";
    const metadata = { op: "create", urn: `urn:pulumi:prod::p::${type}::${name}`, type };
    return { resourcePreEvent: { metadata: { ...metadata, new: { inputs: {} } } } };
}

const deployment = "kubernetes:apps/v1:Deployment";
const environment = (name: string, text: string) => ({
    spec: { template: { spec: { containers: [{ name: "app", env: [{ name, value: text }] }] } } },
});
const diagnosticOf = (message: string, severity: string) => ({
    diagnosticEvent: { message, severity },
});
const policyEvent = (message: string) => ({
    policyEvent: { message, policyName: "p", policyPackName: "k", enforcementLevel: "mandatory" },
});
