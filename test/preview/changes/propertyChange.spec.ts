import assert from "node:assert/strict";

import { propertyChanges } from "../../../preview/changes/propertyChange";
import type { StepMetadata } from "../../../preview/events/engineEvent";

const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ciphertext: "[secret]",
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const container = (fields: object) => ({
    spec: { template: { spec: { containers: [{ name: "app", ...fields }] } } },
});

function changes(before: object, after: object, more: Partial<StepMetadata> = {}) {
    const told = propertyChanges({
        op: "update",
        urn: "urn:pulumi:prod::p::kubernetes:apps/v1:Deployment::a",
        type: "kubernetes:apps/v1:Deployment",
        old: { inputs: { ...before } },
        new: { inputs: { ...after } },
        ...more,
    });
    return told.map(({ path, before: old, after: now, forcesReplacement }) => [
        path,
        old.is === "value" ? old.text : old.is,
        now.is === "value" ? now.text : now.is,
        ...(forcesReplacement ? ["forces"] : []),
    ]);
}

describe("the changes of a step", () => {
    it("are those that the provider names, with values from the inputs", () => {
        const found = changes(
            { spec: { replicas: 2, paused: false } },
            { spec: { replicas: 3, paused: true } },
            { detailedDiff: { "spec.replicas": { diffKind: "update" } } },
        );
        assert.deepEqual(found, [["spec.replicas", "2", "3"]]);
    });

    it("say which property forces a replacement", () => {
        const found = changes(
            { spec: { serviceName: "a" } },
            { spec: { serviceName: "b" } },
            { detailedDiff: { "spec.serviceName": { diffKind: "update-replace" } } },
        );
        assert.deepEqual(found, [["spec.serviceName", "a", "b", "forces"]]);
    });

    it("go down to the leaves of an object that the provider names as a whole", () => {
        const found = changes(
            { data: { a: "1", b: "2" } },
            { data: { a: "1", b: "3", c: "4" } },
            { detailedDiff: { data: { diffKind: "update-replace" } } },
        );
        assert.deepEqual(found, [
            ["data.b", "2", "3", "forces"],
            ["data.c", "absent", "4", "forces"],
        ]);
    });

    it("are found in the inputs where the provider names none", () => {
        const found = changes({ a: 1, b: [1, 2] }, { a: 1, b: [1], c: {} }, { keys: ["b"] });
        assert.deepEqual(found, [
            ["b[1]", "2", "absent", "forces"],
            ["c", "absent", "{}"],
        ]);
    });

    it("take the old value from the outputs where no input has it", () => {
        const found = changes(
            {},
            { spec: { clusterIP: "None" } },
            {
                old: { inputs: {}, outputs: { spec: { clusterIP: "10.0.0.1" } } },
                detailedDiff: { "spec.clusterIP": { diffKind: "update" } },
            },
        );
        assert.deepEqual(found, [["spec.clusterIP", "10.0.0.1", "None"]]);
    });

    it("are known after up where the provider fills the value in", () => {
        const found = changes(
            { status: "old" },
            {},
            {
                detailedDiff: { status: { diffKind: "update" } },
            },
        );
        assert.deepEqual(found, [["status", "old", "unknown"]]);
    });

    it("show neither secrets nor unknowns, also inside", () => {
        const found = changes({ a: secret, b: { c: "x" } }, { a: "plain", b: { c: unknown } });
        assert.deepEqual(found, [
            ["a", "secret", "secret"],
            ["b.c", "x", "unknown"],
        ]);
    });

    it("of a Secret show no value, marked or not", () => {
        const found = changes(
            { data: { k: "b2xk" } },
            { data: { k: "bmV3" } },
            {
                type: "kubernetes:core/v1:Secret",
            },
        );
        assert.deepEqual(found, [["data.k", "secret", "secret"]]);
    });

    it("of a variable with a secret's name show no value, of another one do", () => {
        const env = (token: string, level: string) => [
            { name: "API_TOKEN", value: token },
            { name: "LOG_LEVEL", value: level },
        ];
        const found = changes(
            container({ env: env("a", "info") }),
            container({ env: env("b", "debug") }),
        );
        const at = "spec.template.spec.containers[0]";
        assert.deepEqual(found, [
            [`${at}.env[0].value`, "secret", "secret"],
            [`${at}.env[1].value`, "info", "debug"],
        ]);
    });

    it("leave out what the provider keeps for itself", () => {
        assert.deepEqual(changes({ __defaults: [1], a: 1 }, { __defaults: [2], a: 2 }), [
            ["a", "1", "2"],
        ]);
    });

    it("of a text of several lines are the lines that differ", () => {
        const conf = (limit: string) =>
            `listeners.tcp.default = 5672\ndisk_free_limit = ${limit}\nlog.console = true\n`;
        const [told] = propertyChanges({
            op: "update",
            urn: "urn:pulumi:prod::p::kubernetes:core/v1:ConfigMap::a",
            type: "kubernetes:core/v1:ConfigMap",
            old: { inputs: { data: { "rabbitmq.conf": conf("1GB") } } },
            new: { inputs: { data: { "rabbitmq.conf": conf("2GB") } } },
        });
        assert.equal(told?.path, 'data["rabbitmq.conf"]');
        assert.deepEqual(told?.lines, {
            removed: ["disk_free_limit = 1GB"],
            added: ["disk_free_limit = 2GB"],
        });
    });

    it("name list elements by their names for readers", () => {
        const [told] = propertyChanges({
            op: "update",
            urn: "urn:pulumi:prod::p::kubernetes:apps/v1:Deployment::a",
            type: "kubernetes:apps/v1:Deployment",
            old: { inputs: container({ image: "a:1" }) },
            new: { inputs: container({ image: "a:2" }) },
        });
        assert.equal(told?.label, "spec.template.spec.containers[app].image");
    });

    it("of a delete are none", () => {
        assert.deepEqual(changes({ a: 1 }, {}, { op: "delete" }), []);
    });
});
