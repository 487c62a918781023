import assert from "node:assert/strict";

import { librariesNamed } from "../../../local/images/sharedLibraries";

describe("the shared libraries of a program", () => {
    it("are all that the linker loads from a file", () => {
        const output = [
            "\tlinux-vdso.so.1 (0x00007ffd)",
            "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1)",
            "\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)",
        ].join("\n");
        assert.deepEqual(librariesNamed(output), [
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib64/ld-linux-x86-64.so.2",
        ]);
    });

    it("must all be there", () => {
        const output = "\tlibstdc++.so.6 => not found\n\tlibm.so.6 => not found";
        assert.throws(() => librariesNamed(output), /missing: libstdc\+\+\.so\.6, libm\.so\.6/);
    });
});
