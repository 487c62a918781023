import { deepEqual, equal } from "node:assert/strict";

import { noLiteralSecret } from "../../policy/rules/pod/noLiteralSecret";
import { renderComment } from "../../preview/comment/comment";
import { renderSarif } from "../../preview/sarif/sarif";
import { judge } from "../policy/judge";
import { previewOf, summary } from "../preview/fixture";
import { credentialNameExamples, harmlessNameExamples } from "./nameExamples";
import { textExamples } from "./textExamples";

const names: string[] = [...credentialNameExamples, ...harmlessNameExamples];
const valueOf = (name: string) => `${9071234000 + names.indexOf(name)}`;
const urnOf = (type: string) => `urn:pulumi:prod::shop::${type}::worker`;

describe("policy and preview", () => {
    it("see the same names of variables as credentials, and neither prints a value", async () => {
        const type = "kubernetes:apps/v1:Deployment";
        const deployment = (value: (name: string) => string) => {
            const env = names.map((name) => ({ name, value: value(name) }));
            const containers = [{ name: "app", image: "app:1", env }];
            return {
                metadata: { namespace: "shop" },
                spec: { template: { spec: { containers } } },
            };
        };
        const { messages, shown } = await both(
            type,
            deployment(() => "1"),
            deployment(valueOf),
        );
        const blocked = names.filter((name) => messages.includes(`env "${name}" holds`));
        const hidden = names.filter((name) => !shown.includes(valueOf(name)));
        deepEqual(blocked, [...credentialNameExamples]);
        deepEqual(hidden, [...credentialNameExamples]);
        equal(/90712340/.test(messages), false);
    });

    it("see the same credentials in texts, and neither prints one", async () => {
        const type = "kubernetes:core/v1:ConfigMap";
        const texts = Object.fromEntries(textExamples.map(([, text], i) => [`file${i}`, text]));
        const none = Object.fromEntries(Object.keys(texts).map((file) => [file, "none"]));
        const { messages, shown } = await both(type, { data: none }, { data: texts });
        const blocked = Object.keys(texts).filter((file) => messages.includes(`data "${file}"`));
        deepEqual(blocked, Object.keys(texts));
        for (const text of [messages, shown]) {
            equal(/hunter|aHVudGVy/.test(text), false, text);
        }
    });
});

/** What the policy says of an update, and all that the preview shows of it. */
async function both(type: string, before: object, after: object) {
    const urn = urnOf(type);
    const { violations } = await judge(noLiteralSecret, [
        { type, urn, name: "worker", props: after },
    ] as never);
    const states = { old: { inputs: before }, new: { inputs: after } };
    const metadata = { op: "update", urn, type, ...states };
    const preview = await previewOf([{ resourcePreEvent: { metadata } }, summary]);
    const common = { allowDataLoss: false };
    const limit = 1_000_000;
    const comment = renderComment([preview], { ...common, id: "preview", limit, versions: {} });
    const sarif = renderSarif([preview], {
        ...common,
        metadata: [],
        stackFiles: new Map(),
        version: "1",
    });
    return { messages: violations.join("\n"), shown: comment + JSON.stringify(sarif) };
}
