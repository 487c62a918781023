import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";

import type { Outcome } from "../../../preview/outcome/outcome";
import { outcomeText } from "../../../preview/outcome/outcomeText";
import { readOutcome } from "../../../preview/outcome/readOutcome";

/** Recorded with the real engine: `pulumi up --plan` with its own preview before it. */
const fixtureLines = (name: string) =>
    gunzipSync(readFileSync(join(__dirname, "fixtures", `${name}.jsonl.gz`)))
        .toString()
        .trimEnd()
        .split("\n");
const outcomeOf = (lines: string[], planned?: string[]) =>
    readOutcome("prod", Readable.from([lines.join("\n")]), planned);
const recorded = (name: string, planned?: string[]) => outcomeOf(fixtureLines(name), planned);
const of = ({ result, done, failed, unchanged, differsFromPlan }: Outcome) => ({
    result,
    done: done.map(({ action, type, name }) => `${action} ${type} ${name}`).sort(),
    failed: failed.map(({ action, type, name }) => `${action} ${type} ${name}`),
    unchanged,
    differsFromPlan,
});
const urn = (type: string, name: string) => `urn:pulumi:dev::planned::${type}::${name}`;

describe("the outcome of an update by its plan", () => {
    it("is what was made, once each, and how long it took", async () => {
        const outcome = await recorded("applied");
        assert.deepEqual(of(outcome), {
            result: "applied",
            done: ["create ConfigMap settings", "create Namespace shop"],
            failed: [],
            unchanged: 0,
            differsFromPlan: false,
        });
        assert.equal(
            outcomeText(outcome).split("\n")[2],
            `- ✅ **prod** was applied in ${outcome.seconds} s: 2 created.`,
        );
        assert.doesNotMatch(outcomeText(outcome), /Next:/);
    });

    it("that failed on the way is what was done, what was not, why, and what to do next", async () => {
        const outcome = await recorded("failed");
        assert.deepEqual(of(outcome), {
            result: "failed",
            done: ["replace ConfigMap settings"],
            failed: ["create Job migrate"],
            unchanged: 1,
            differsFromPlan: false,
        });
        const text = outcomeText(outcome);
        assert.match(
            text,
            /❌ \*\*prod\*\* failed after \d+ s: 1 replaced, 1 failed, 1 unchanged\./,
        );
        assert.match(text, /Not done: 1 resource<\/summary>\n\n- Job `migrate`\n/);
        assert.match(
            text,
            /Job migrate: 2 errors occurred:\n.*codehost-shop\/migrate was successfully/,
        );
        assert.match(text, /\*\*Next:\*\* Fix what failed and merge it/);
    });

    it("is nothing where the program declares more than was planned, and says what", async () => {
        const outcome = await recorded("unplannedCreate");
        assert.deepEqual(of(outcome), {
            result: "refused",
            done: [],
            failed: [],
            unchanged: 0,
            differsFromPlan: true,
        });
        const text = outcomeText(outcome);
        assert.match(
            text,
            /⛔ \*\*prod\*\* was not applied, and nothing was changed: it is not what/,
        );
        assert.match(text, /RandomString d: create is not allowed by the plan/);
        assert.match(text, /\*\*Next:\*\* Run this workflow by hand/);
    });

    it("is nothing where the program declares less than was planned, and says what is missing", async () => {
        const password = urn("random:index/randomPassword:RandomPassword", "b");
        const planned = [
            password,
            urn("random:index/randomString:RandomString", "a"),
            urn("pulumi:providers:random", "default_4_21_2"),
        ];
        const outcome = await recorded("unplannedDelete", planned);
        assert.equal(outcome.result, "refused");
        assert.deepEqual(outcome.notDeclared, ["RandomPassword b"]);
        assert.match(
            outcomeText(outcome),
            /RandomPassword b: was previewed, and is declared no longer/,
        );
    });

    it("is unknown where the events end early", async () => {
        const outcome = await outcomeOf(fixtureLines("failed").slice(0, -3));
        assert.equal(outcome.result, "unknown");
        assert.match(outcomeText(outcome), /ended before Pulumi said how it went/);
        assert.match(outcomeText(outcome), /pulumi refresh --preview-only/);
    });

    it("says that the state may not tell what is there", async () => {
        const doubt = (line: string) =>
            line.replace('"maybeCorrupt": false', '"maybeCorrupt": true');
        const outcome = await outcomeOf(fixtureLines("failed").map(doubt));
        assert.match(outcomeText(outcome), /\*\*Next:\*\* Pulumi doubts its own state/);
    });

    it("that a policy stopped names the policy and the resource", async () => {
        const violation = {
            resourceUrn: urn("kubernetes:core/v1:Service", "public"),
            message: "No load balancers.\nService spec.type is LoadBalancer; use ClusterIP.",
            ...{ policyName: "port-service-type", policyPackName: "pack" },
            enforcementLevel: "mandatory",
        };
        const outcome = await outcomeOf([
            JSON.stringify({ policyEvent: violation }),
            JSON.stringify({ summaryEvent: { isPreview: true, result: "failed" } }),
        ]);
        assert.equal(outcome.differsFromPlan, false);
        assert.match(
            outcomeText(outcome),
            /Service public: port-service-type: Service spec\.type is LoadBalancer/,
        );
    });

    it("calls nothing deleted that is retained", async () => {
        const type = "kubernetes:core/v1:ConfigMap";
        const old = { inputs: {}, retainOnDelete: true };
        const metadata = { op: "delete", urn: urn(type, "c"), type, old, new: null };
        const outcome = await outcomeOf([
            JSON.stringify({ resOutputsEvent: { metadata } }),
            JSON.stringify({ summaryEvent: { isPreview: false, result: "succeeded" } }),
        ]);
        assert.match(outcomeText(outcome), /was applied in 0 s: 1 forgotten\./);
    });

    it("shows no secret that an error repeats", async () => {
        const secretMark = {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        };
        const state = { inputs: { a: { ...secretMark, plaintext: '"hunter2hunter2"' } } };
        const type = "kubernetes:core/v1:ConfigMap";
        const metadata = { op: "create", urn: urn(type, "c"), type, old: null, new: state };
        const outcome = await outcomeOf([
            JSON.stringify({ summaryEvent: { isPreview: true, result: "succeeded" } }),
            JSON.stringify({ resourcePreEvent: { metadata } }),
            JSON.stringify({
                diagnosticEvent: { message: "cannot use hunter2hunter2", severity: "error" },
            }),
            JSON.stringify({ summaryEvent: { isPreview: false, result: "failed" } }),
        ]);
        assert.match(outcomeText(outcome), /cannot use/);
        assert.doesNotMatch(outcomeText(outcome), /hunter2/);
    });

    it("cuts long lists and texts, so that it fits above the preview", () => {
        const done = Array.from({ length: 500 }, (_, i) => ({
            action: "create" as const,
            type: "ConfigMap",
            name: `settings-${i}`,
        }));
        const errors = done.map(({ name }) => ({ urn: "", message: name.repeat(200) }));
        const outcome = { stack: "prod", result: "failed", done, failed: done, errors } as const;
        const rest = { differsFromPlan: false, notDeclared: [], maybeCorrupt: false, seconds: 92 };
        const text = outcomeText({ ...outcome, ...rest, unchanged: 0 });
        assert.ok(text.length < 6000, `${text.length}`);
        assert.match(text, /failed after 1 min 32 s: 500 created, 500 failed/);
        assert.match(text, /- and 480 more/);
    });
});
