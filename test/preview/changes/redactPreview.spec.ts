import assert from "node:assert/strict";

import { previewOf, summary } from "../fixture";

const type = "kubernetes:core/v1:ConfigMap";
const urn = `urn:pulumi:prod::p::${type}::a`;
const update = (before: object, after: object) => ({
    resourcePreEvent: {
        metadata: { op: "update", urn, type, old: { inputs: before }, new: { inputs: after } },
    },
});

describe("what a preview shows of two texts", () => {
    const changeOf = async (before: string, after: string) => {
        const lines = [update({ data: { c: before } }, { data: { c: after } }), summary];
        return (await previewOf(lines)).resources[0]?.changes[0];
    };

    it("is the lines that differ", async () => {
        const conf = (limit: string) =>
            `listeners.tcp.default = 5672\ndisk_free_limit = ${limit}\nlog.console = true\n`;
        const told = await changeOf(conf("1GB"), conf("2GB"));
        assert.deepEqual(told?.lines, {
            removed: ["disk_free_limit = 1GB"],
            added: ["disk_free_limit = 2GB"],
        });
    });

    it("is that they differ in a secret, where they differ in nothing else", async () => {
        const told = await changeOf("a = 1\npassword = hunter2\n", "a = 1\npassword = hunter3\n");
        assert.deepEqual([told?.before, told?.after], [{ is: "secret" }, { is: "secret" }]);
        assert.equal(told?.lines, undefined);
    });
});
