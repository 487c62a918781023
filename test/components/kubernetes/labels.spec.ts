import assert from "node:assert/strict";

import fc from "fast-check";

import { labelValue } from "../../../components/kubernetes/labels";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { shop, types } from "../shop";

describe("labelValue", () => {
    it("leaves what a label can hold as it is", () => {
        for (const text of ["prod", "eu-west.1_a", "a".repeat(63)]) {
            assert.equal(labelValue(text), text);
        }
    });

    it("makes of any text what a label can hold", () => {
        for (const text of ["dev_", "-", "a".repeat(73), "team/prod", ""]) {
            assert.match(labelValue(text), /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/, text);
        }
        fc.assert(
            fc.property(fc.string(), (text) => {
                assert.match(labelValue(text), /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/);
            }),
        );
    });

    it("keeps two texts apart that look alike once they are cut", () => {
        assert.notEqual(labelValue(`${"a".repeat(70)}1`), labelValue(`${"a".repeat(70)}2`));
        assert.notEqual(labelValue("dev_"), labelValue("dev-"));
    });
});

describe("A stack of another name", () => {
    it("has the same pods, so that renaming it restarts none", async () => {
        const pods = async (stack: string) => {
            const { ofType } = await runProgram(shop(), { stack });
            return [types.statefulSet, types.deployment].flatMap((type) =>
                ofType(type).map(({ inputs }) => valueAt(inputs, "spec", "template")),
            );
        };
        assert.deepEqual(await pods("prod"), await pods("production"));
    });

    it("has objects that say so", async () => {
        const { get } = await runProgram(shop(), { stack: "dev_" });
        const { inputs } = get(types.statefulSet, "rabbitmq");
        const label = valueAt(inputs, "metadata", "labels", "app.kubernetes.io/instance");
        assert.equal(label, labelValue("dev_"));
    });
});
