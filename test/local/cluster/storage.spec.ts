import assert from "node:assert/strict";

import { releasedVolumes, storageClass, volume } from "../../../local/cluster/storage";

describe("the volumes of the local cluster", () => {
    it("are wiped only when they are ours and their claim is gone", () => {
        const volumes = [
            { metadata: { name: "local-01" }, status: { phase: "Available" } },
            { metadata: { name: "local-02" }, status: { phase: "Bound" } },
            { metadata: { name: "local-03" }, status: { phase: "Released" } },
            { metadata: { name: "somebody-elses" }, status: { phase: "Released" } },
        ];
        assert.deepEqual(releasedVolumes(volumes), ["local-03"]);
    });

    it("are handed out by the class that is the default", () => {
        const { metadata } = storageClass();
        assert.equal(volume("local-01").spec?.storageClassName, metadata?.name);
        assert.equal(
            metadata?.annotations?.["storageclass.kubernetes.io/is-default-class"],
            "true",
        );
    });

    it("lie in folders of their own", () => {
        const path = (name: string) => volume(name).spec?.local?.path;
        assert.notEqual(path("local-01"), path("local-02"));
    });
});
