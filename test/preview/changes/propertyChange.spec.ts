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

const text = (value: string) => ({ is: "value", text: value });

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

    it("compare a list by the names in it: a variable put first is one change", () => {
        const env = (...names: string[]) => ({ env: names.map((name) => ({ name, value: name })) });
        const found = changes(container(env("A", "B")), container(env("NEW", "A", "B")), {
            detailedDiff: {
                "spec.template.spec.containers[0].env[0].name": { diffKind: "update" },
                "spec.template.spec.containers[0].env[0].value": { diffKind: "update" },
                "spec.template.spec.containers[0].env[1].name": { diffKind: "update" },
                "spec.template.spec.containers[0].env[1].value": { diffKind: "update" },
                "spec.template.spec.containers[0].env[2]": { diffKind: "add" },
            },
        });
        assert.deepEqual(found, [
            ["spec.template.spec.containers[0].env[0].value", "absent", "NEW"],
        ]);
    });

    it("tell what goes from a list and what changes in it, whatever its place", () => {
        const env = (values: object) => ({
            env: Object.entries(values).map(([name, value]) => ({ name, value: String(value) })),
        });
        const told = propertyChanges({
            op: "update",
            urn: "urn:pulumi:prod::p::kubernetes:apps/v1:Deployment::a",
            type: "kubernetes:apps/v1:Deployment",
            old: { inputs: container(env({ A: 1, B: 2, C: 3 })) },
            new: { inputs: container(env({ C: 4, A: 1 })) },
        });
        assert.deepEqual(
            told.map(({ label, before, after }) => [label, before, after]),
            [
                ["spec.template.spec.containers[app].env[C].value", text("3"), text("4")],
                ["spec.template.spec.containers[app].env[B].value", text("2"), { is: "absent" }],
            ],
        );
    });

    it("tell a mere change of order", () => {
        const env = (...names: string[]) => ({ env: names.map((name) => ({ name, value: name })) });
        const found = changes(container(env("A", "B")), container(env("B", "A")), {
            detailedDiff: {
                "spec.template.spec.containers[0].env[0].name": { diffKind: "update" },
                "spec.template.spec.containers[0].env[1].name": { diffKind: "update" },
            },
        });
        assert.equal(found.length, 1);
        assert.match(String(found[0]), /env,A, B,B, A$/);
    });

    it("say which element of a list forces a replacement, and which only changes", () => {
        const claims = (a: string, b: string) => ({
            spec: {
                list: [
                    { name: "a", size: a },
                    { name: "b", size: b },
                ],
            },
        });
        const found = changes(claims("1", "1"), claims("2", "2"), {
            detailedDiff: {
                "spec.list[0].size": { diffKind: "update" },
                "spec.list[1].size": { diffKind: "update-replace" },
            },
        });
        assert.deepEqual(found, [
            ["spec.list[0].size", "1", "2"],
            ["spec.list[1].size", "1", "2", "forces"],
        ]);
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
