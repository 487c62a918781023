import assert from "node:assert/strict";

import { renderComment } from "../../../preview/comment/comment";
import { effects } from "../../../preview/comment/effects";
import { previewOf, summary } from "../fixture";

const step = (
    op: string,
    type: string,
    name: string,
    old: object | null,
    planned: object | null,
) => {
    const urn = `urn:pulumi:prod::p::${type}::${name}`;
    const states = { old: old && { inputs: old }, new: planned && { inputs: planned } };
    return { resourcePreEvent: { metadata: { op, urn, type, ...states } } };
};
const commentOf = async (...lines: object[]) =>
    renderComment([await previewOf([...lines, summary])], {
        ...{ allowDataLoss: false, id: "p", limit: 60_000, versions: {} },
    });
const deployment = "kubernetes:apps/v1:Deployment";

describe("the comment", () => {
    it("begins with the effects, before what is deleted and created", async () => {
        const text = await commentOf(
            step("update", deployment, "a", { spec: { replicas: 1 } }, { spec: { replicas: 2 } }),
            step("delete", deployment, "b", {}, null),
        );
        const titles = [...text.matchAll(/^### (.*)$/gm)].map(([, title]) => title);
        assert.deepEqual(titles, ["Effects", "Deletes and replacements", "Creates and updates"]);
    });

    it("tells ten creates one by one, and eleven by their kinds, folded", async () => {
        const creates = (count: number) =>
            [...Array(count).keys()].map((i) => step("create", deployment, `d${i}`, null, {}));
        const ten = await commentOf(...creates(10));
        assert.equal(ten.match(/^- create Deployment/gm)?.length, 10);
        const eleven = await commentOf(...creates(11));
        assert.doesNotMatch(eleven, /^- create/m);
        assert.match(
            eleven,
            /<summary>11 resources to create<\/summary>\n\n- Deployment \(11\): `d0`, /,
        );
    });

    it("names the type in full where two resources have the same kind and name", async () => {
        const text = await commentOf(
            step("create", "kubernetes:core/v1:Service", "api", null, {}),
            step("create", "aws:ecs/service:Service", "api", null, {}),
            step("create", "kubernetes:core/v1:Service", "other", null, {}),
        );
        assert.match(text, /^- create kubernetes:core\/v1:Service `api`$/m);
        assert.match(text, /^- create aws:ecs\/service:Service `api`$/m);
        assert.match(text, /^- create Service `other`$/m);
    });

    it("counts a policy that could not be evaluated as neither passed nor failed", async () => {
        const message =
            "Rule.\ncan't run policy 'p' from policy pack 'k@v1' during preview: unknown";
        const policy = { policyName: "p", policyPackName: "k", enforcementLevel: "advisory" };
        const text = await commentOf(
            { policyEvent: { ...policy, message, severity: "critical" } },
            { policyAnalyzeSummaryEvent: { policyPackName: "k", passed: ["p", "q"] } },
        );
        assert.match(text, /1 of 2 policies passed, 1 policy not fully evaluated/);
    });

    it("mentions nobody, refers to nothing and links nowhere", async () => {
        const hostile =
            "@org/team #1 org/repo#2 GH-3 !4 https://github.com/o/r/issues/5 <b> &#64;x";
        const text = await commentOf(
            { diagnosticEvent: { severity: "warning", message: hostile } },
            step("create", `a:b:@org/team`, "x", null, {}),
            {
                policyEvent: {
                    message: `${hostile}\n${hostile}`,
                    policyName: "p",
                    policyPackName: "k",
                    enforcementLevel: "advisory",
                },
            },
        );
        const prose = text.replace(/```diff[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
        assert.doesNotMatch(prose, /@\w|&#64;|#\d|GH-\d|!\d|:\/\/|<b>/);
    });

    it("has no colour codes, colour tags, or marks that turn or hide text", async () => {
        const text = await commentOf(
            {
                diagnosticEvent: {
                    severity: "warning",
                    message: "\u001b[31mred\u001b[0m <{%fg 1%}>tag<{%reset%}> \u202eturned\u202c",
                },
            },
            step("create", deployment, "a\u202eb\u200bc", null, {}),
        );
        assert.match(text, /red tag turned/);
        assert.match(text, /`abc`/);
        // eslint-disable-next-line no-control-regex
        assert.doesNotMatch(text, /[\u001b\u202e\u202c]|fg 1/);
    });
});

describe("the effects in words", () => {
    const pods = { spec: { replicas: 3 } };
    const effectsOf = async (...lines: object[]) => effects(await previewOf([...lines, summary]));

    it("tell whether new pods start before the old ones go", async () => {
        const replace = step("replace", deployment, "a", pods, pods);
        const first = step("create-replacement", deployment, "a", pods, pods);
        const last = step("delete-replaced", deployment, "a", pods, null);
        assert.deepEqual(await effectsOf(first, replace, last), [
            "Deployment `a`: new pods start first, then 3 pods go away.",
        ]);
        assert.deepEqual(await effectsOf(last, replace, first), [
            "Deployment `a`: **3 pods go away at once** and are made again.",
        ]);
    });

    it("free no storage whose claims stay when the pods go", async () => {
        const set = (replicas: number, policy?: object) => ({
            spec: {
                replicas,
                volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "10Gi" } } } }],
                ...(policy && { persistentVolumeClaimRetentionPolicy: policy }),
            },
        });
        const type = "kubernetes:apps/v1:StatefulSet";
        assert.deepEqual(await effectsOf(step("delete", type, "a", set(3), null)), [
            "Total capacity: pods 3 → 0.",
            "Claims of 30 GiB outlive their pods: delete them once nobody needs the data.",
        ]);
        const deleted = { whenDeleted: "Delete" };
        assert.deepEqual(await effectsOf(step("delete", type, "a", set(3, deleted), null)), [
            "Total capacity: pods 3 → 0, requested storage 30 GiB → 0 GiB.",
        ]);
        assert.equal(
            (await effectsOf(step("update", type, "a", set(3), set(1))))[1],
            "Claims of 20 GiB outlive their pods: delete them once nobody needs the data.",
        );
    });
});
