import assert from "node:assert/strict";

import { exitCode, type Status, statusOf, worstOf } from "../../../preview/changes/verdict";
import { verdictWords } from "../../../preview/comment/verdictLine";
import { type Fixture, fixturePreview, previewOf, summary } from "../fixture";

const strict = { allowDataLoss: false };
const policyEvent = (enforcementLevel: string) => ({
    policyEvent: {
        enforcementLevel,
        message: "Rule.\nwrong",
        policyName: "p",
        policyPackName: "k",
    },
});

describe("the verdict", () => {
    const verdicts: [Fixture, Status, number][] = [
        ["update", "pass", 0],
        ["noChange", "pass", 0],
        ["resources500", "warn", 0],
        ["violation", "blocked", 1],
        ["replace", "blocked", 1],
        ["programError", "failed", 1],
    ];
    for (const [name, status, code] of verdicts) {
        it(`on ${name} is ${status}, exit code ${code}`, async () => {
            assert.equal(statusOf(await fixturePreview(name), strict), status);
            assert.equal(exitCode(status), code);
        });
    }

    it("is that of the enforcement level, in old words and new", async () => {
        const levels = {
            advisory: "warn",
            warning: "warn",
            mandatory: "blocked",
            remediate: "blocked",
        };
        for (const [level, status] of Object.entries(levels)) {
            const preview = await previewOf([policyEvent(level), summary]);
            assert.equal(statusOf(preview, strict), status, level);
        }
    });

    it("is failed when the engine failed without a word", async () => {
        const preview = await previewOf([{ summaryEvent: { isPreview: true, result: "failed" } }]);
        assert.equal(statusOf(preview, strict), "failed");
    });

    it("passes what could not be evaluated", async () => {
        const message =
            "Rule.\ncan't run policy 'p' from policy pack 'k@v1' during preview: unknown";
        const { policyEvent: event } = policyEvent("advisory");
        const preview = await previewOf([{ policyEvent: { ...event, message } }, summary]);
        assert.equal(statusOf(preview, strict), "pass");
        assert.equal(preview.findings[0]?.level, "not evaluated");
    });

    it("of several stacks is the worst one", () => {
        assert.equal(worstOf(["pass", "blocked", "warn"]), "blocked");
        assert.equal(worstOf([]), "pass");
    });

    it("is said in one line", async () => {
        const words = async (name: Fixture) => verdictWords(await fixturePreview(name), strict);
        assert.equal(await words("violation"), "prod blocked (4 mandatory violations)");
        assert.equal(await words("replace"), "prod blocked (loses data of 1 resource)");
    });
});
