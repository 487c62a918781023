import assert from "node:assert/strict";

import { mountPoints } from "../../../local/cluster/mounts";

describe("mount points", () => {
    it("are read from the kernel's list, with blanks in their names", () => {
        const mountinfo = [
            "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
            "94 27 0:4 net:[4026532] /run/a/ns/net rw shared:5 - nsfs nsfs rw",
            "95 27 0:9 / /mnt/my\\040disk rw - tmpfs tmpfs rw",
            "",
        ].join("\n");
        assert.deepEqual(mountPoints(mountinfo), ["/", "/run/a/ns/net", "/mnt/my disk"]);
    });
});
