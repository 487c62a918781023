import assert from "node:assert/strict";

import { isNamespaced } from "../../policy/kubernetes/scope";
import { kubectl } from "./kubernetes";

interface ResourceList {
    resources: { name: string; kind: string; namespaced: boolean }[];
}

describe("the policies' list of kinds without a namespace", () => {
    it("agrees with what the API server says of every kind that it serves itself", async () => {
        const versions = (await kubectl("api-versions")).trim().split("\n");
        const served = versions.filter((version) => /^[a-z0-9]+(\/|$)|\.k8s\.io\//.test(version));
        const wrong: string[] = [];
        for (const version of served) {
            const group = version.includes("/") ? version.split("/")[0]! : "core";
            const path = group === "core" ? `/api/${version}` : `/apis/${version}`;
            const list = JSON.parse(await kubectl("get", "--raw", path)) as ResourceList;
            const whole = list.resources.filter(({ name }) => !name.includes("/"));
            wrong.push(
                ...whole
                    .filter(({ kind, namespaced }) => isNamespaced({ group, kind }) !== namespaced)
                    .map(({ kind }) => `${version} ${kind}`),
            );
        }
        assert.ok(served.length >= 15, versions.join(", "));
        assert.deepEqual(wrong, []);
    });
});
