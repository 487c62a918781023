import assert from "node:assert/strict";

import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log, Result, Run } from "sarif";

import type { StackPreview } from "../../../preview/changes/stackPreview";
import { findingsAt, statusOf } from "../../../preview/changes/verdict";
import { withinLimits } from "../../../preview/sarif/limits";
import { renderSarif, type SarifOptions } from "../../../preview/sarif/sarif";
import { fixturePreview, fixtures, previewOf, summary } from "../fixture";

// One pattern of the official schema is no valid Unicode regular expression.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(sarifSchema);

const prod = `config:
  queue-workloads:namespace: shop
  queue-workloads:broker:
    resources:
      cpu: "2"
    replicas: 2
`;
const options: SarifOptions = {
    allowDataLoss: false,
    metadata: [],
    stackFiles: new Map([["prod", { path: "stacks/Pulumi.prod.yaml", text: prod }]]),
    version: "0.1.0",
};

function onlyRun(log: Log): Run & { results: Result[] } {
    const [run] = log.runs;
    assert.ok(run?.results);
    return { ...run, results: run.results };
}

const sarif = (preview: StackPreview, more: Partial<SarifOptions> = {}) =>
    onlyRun(renderSarif([preview], { ...options, ...more }));

describe("the SARIF log", () => {
    for (const name of fixtures) {
        it(`of the recorded stream ${name} obeys the SARIF 2.1.0 schema`, async () => {
            const log = renderSarif([await fixturePreview(name)], options);
            assert.ok(validate(JSON.parse(JSON.stringify(log))), ajv.errorsText(validate.errors));
        });
    }

    it("has the findings that the comment has, and where they stand in the stack file", async () => {
        const preview = await fixturePreview("violation");
        const { results } = sarif(preview);
        const told = results.map(({ ruleId, level, message, locations }) => [
            ruleId,
            level,
            message.text,
            locations?.[0]?.physicalLocation?.region?.startLine,
        ]);
        assert.deepEqual(
            told.map(([, , text]) => text),
            findingsAt(preview, "mandatory").map(({ message }) => message),
        );
        assert.deepEqual(told[0], [
            "queue-workloads/replica-broker-minimum",
            "error",
            'StatefulSet "shop/rabbitmq" spec.replicas is 2; prod requires at least 3. Use 3.',
            6,
        ]);
    });

    it("has the program's error, on the line of the value that it names", async () => {
        const { results, invocations } = sarif(await fixturePreview("programError"));
        assert.deepEqual(
            results.map(({ ruleId, level }) => [ruleId, level]),
            [["preview/error", "error"]],
        );
        assert.match(results[0]?.message.text ?? "", /broker\.replicas is 2; allowed: 1, 3, 5, 7/);
        assert.equal(results[0]?.locations?.[0]?.physicalLocation?.region?.startLine, 6);
        assert.equal(invocations?.[0]?.executionSuccessful, false);
    });

    it("has the replacement of the StatefulSet with the property that forces it", async () => {
        const preview = await fixturePreview("replace");
        const [result] = sarif(preview).results;
        assert.equal(result?.ruleId, "preview/data-loss");
        assert.equal(result?.level, "error");
        assert.match(
            result?.message.text ?? "",
            /replaces StatefulSet "rabbitmq", forced by spec\.podManagementPolicy/,
        );
        assert.equal(sarif(preview, { allowDataLoss: true }).results[0]?.level, "warning");
    });

    it("has advice as warnings, and what could not be evaluated as a remark on the run", async () => {
        const { results, invocations } = sarif(await fixturePreview("resources500"));
        assert.equal(results.filter(({ level }) => level === "warning").length, 63);
        assert.deepEqual([...new Set(results.map(({ level }) => level))], ["warning"]);
        const remarks = invocations?.[0]?.toolExecutionNotifications ?? [];
        assert.ok(remarks.length > 0);
        assert.deepEqual([...new Set(remarks.map(({ level }) => level))], ["note"]);
        assert.equal(invocations?.[0]?.executionSuccessful, true);
    });

    it("of a passing preview has no result, also where a rule could not be evaluated", async () => {
        const message = "can't run policy 'odd' during preview: not known yet";
        const preview = await previewOf([violation(message), summary]);
        assert.equal(statusOf(preview, options), "pass");
        assert.deepEqual(sarif(preview).results, []);
    });

    it("names the resource by its URN", async () => {
        const [result] = sarif(await fixturePreview("violation")).results;
        const [logical] = result?.locations?.[0]?.logicalLocations ?? [];
        assert.match(logical?.fullyQualifiedName ?? "", /^urn:pulumi:prod::.*::rabbitmq$/);
    });

    it("has one rule for each policy, which each result points at", async () => {
        const { tool, results } = sarif(await fixturePreview("violation"));
        const ids = tool.driver.rules?.map(({ id }) => id) ?? [];
        assert.equal(new Set(ids).size, ids.length);
        assert.equal(ids.length, 35 + 2);
        assert.ok(results.every(({ ruleId, ruleIndex }) => ids[ruleIndex ?? -1] === ruleId));
    });

    it("takes a rule's help from the pack's metadata where it is given", async () => {
        const metadata = [
            {
                name: "replica-broker-odd",
                description: "Brokers are odd.",
                severity: "high",
                remediationSteps: "Use 3.",
                url: "https://example.com/odd",
            },
        ];
        const { tool } = sarif(await fixturePreview("violation"), { metadata });
        const rule = tool.driver.rules?.find(({ name }) => name === "replica-broker-odd");
        assert.equal(rule?.help?.text, "Brokers are odd.\nUse 3.\nSee https://example.com/odd");
        assert.equal(rule?.helpUri, "https://example.com/odd");
        assert.equal(rule?.properties?.["security-severity"], "8.0");
    });

    it("keeps a finding's fingerprint, where GitHub looks for it, when its value and line change", async () => {
        const at = async (...values: number[]) => {
            const messages = values.map(
                (v) => `Rule.\nDeployment "a" spec.replicas is ${v}; use 3.`,
            );
            const preview = await previewOf([...messages.map((m) => violation(m)), summary]);
            return sarif(preview).results.map(
                (r) => r.partialFingerprints?.primaryLocationLineHash ?? "",
            );
        };
        assert.deepEqual(await at(1), await at(2));
        assert.equal(new Set(await at(1, 2)).size, 2);
        (await at(1, 2)).forEach((hash, i) =>
            assert.match(hash, new RegExp(`^[0-9a-f]{64}:${i + 1}$`)),
        );
    });

    it("has at most 20 runs, those with the gravest results", async () => {
        const bad = await fixturePreview("violation", "bad");
        const advised = await fixturePreview("resources500", "advised");
        const good = await Promise.all(
            Array.from({ length: 19 }, (_, i) => fixturePreview("noChange", `good-${i}`)),
        );
        const { runs } = renderSarif([...good, advised, bad], options);
        const ids = runs.map(({ automationDetails }) => automationDetails?.id?.split("/")[1]);
        assert.equal(ids.length, 20);
        assert.deepEqual(ids.slice(-2), ["advised", "bad"]);
        assert.ok(!ids.includes("good-18"));
    });

    it("has at most 25,000 results of a run, the gravest, in their order", async () => {
        const run = sarif(await fixturePreview("noChange"));
        const result = (level: Result["level"]) => ({ level, message: { text: String(level) } });
        const advice = Array.from({ length: 25_000 }, () => result("warning"));
        const [kept] = withinLimits([{ ...run, results: [...advice, result("error")] }]);
        assert.equal(kept?.results.length, 25_000);
        assert.equal(kept?.results.at(-1)?.level, "error");
    });

    it("has no rule twice, also where a pack's policy has the name of one of its own", async () => {
        const names = { policyPackName: "preview", policyName: "error" };
        const event = { policyEvent: { ...violation("Rule.\nx").policyEvent, ...names } };
        const { tool, results } = sarif(await previewOf([event, summary]));
        const ids = tool.driver.rules?.map(({ id }) => id) ?? [];
        assert.equal(new Set(ids).size, ids.length);
        assert.equal(ids[results[0]?.ruleIndex ?? -1], "preview/error");
    });

    it("keeps stacks apart by runs of their own category", async () => {
        const stacks = [
            await fixturePreview("update", "dev"),
            await fixturePreview("update", "prod"),
        ];
        const log = renderSarif(stacks, options);
        assert.deepEqual(
            log.runs.map(({ automationDetails }) => automationDetails?.id),
            ["queue-workloads-preview/dev/", "queue-workloads-preview/prod/"],
        );
    });
});

function violation(message: string) {
    const resourceUrn = "urn:pulumi:prod::p::kubernetes:apps/v1:Deployment::a";
    const policy = { policyName: "odd", policyPackName: "pack", enforcementLevel: "mandatory" };
    return { policyEvent: { ...policy, resourceUrn, message } };
}
