import assert from "node:assert/strict";

import fc from "fast-check";

import { formatPath, parsePath } from "../../../preview/changes/propertyPath";

describe("a property path", () => {
    it("is read as the engine writes it", () => {
        assert.deepEqual(parsePath("spec.ports[0].name"), ["spec", "ports", 0, "name"]);
        assert.deepEqual(parsePath('metadata.labels["app.kubernetes.io/name"]'), [
            "metadata",
            "labels",
            "app.kubernetes.io/name",
        ]);
        assert.deepEqual(parsePath('["a.b"][1]["c\\"d"]'), ["a.b", 1, 'c"d']);
    });

    it("is what it was after it was written and read", () => {
        const key = fc.oneof(fc.nat(), fc.string({ minLength: 1 }));
        fc.assert(
            fc.property(fc.array(key, { minLength: 1 }), (path) => {
                assert.deepEqual(parsePath(formatPath(path)), path);
            }),
        );
    });
});
