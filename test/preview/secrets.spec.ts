import assert from "node:assert/strict";

import fc from "fast-check";

import type { StackPreview } from "../../preview/changes/stackPreview";
import { renderComment } from "../../preview/comment/comment";
import { renderSarif } from "../../preview/sarif/sarif";
import { previewOf, summary } from "./fixture";

const urn = "urn:pulumi:prod::p::kubernetes:apps/v1:Deployment::worker";
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const encrypted = { ...secretMark, ciphertext: "[secret]" };
/** As `--show-secrets` writes it. */
const shown = (secret: string) => ({ ...secretMark, plaintext: JSON.stringify(secret) });

const secrets = fc.stringMatching(/^[A-Za-z0-9+/=!$%&*()?.-]{12,40}$/);

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
