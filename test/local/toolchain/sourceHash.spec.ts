import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sourceHash } from "../../../local/toolchain/sourceHash";

describe("the hash of a Go program's sources", () => {
    let module: string;
    const write = (file: string, text: string) => writeFileSync(join(module, file), text);
    const hash = () => sourceHash(module, "./tool");

    beforeEach(() => {
        module = mkdtempSync(join(tmpdir(), "module-"));
        mkdirSync(join(module, "tool", "part"), { recursive: true });
        mkdirSync(join(module, "other"));
        write("go.mod", "module a");
        write("go.sum", "");
        write("tool/main.go", "package main");
    });
    afterEach(() => rmSync(module, { recursive: true }));

    it("changes with every file that is compiled", () => {
        const hashes = [hash()];
        for (const file of ["go.mod", "go.sum", "tool/main.go", "tool/part/new.go"]) {
            write(file, "changed");
            hashes.push(hash());
        }
        assert.equal(new Set(hashes).size, 5);
    });

    it("stays the same when a test, a page or another program changes", () => {
        const before = hash();
        write("tool/main_test.go", "package main");
        write("tool/README.md", "changed");
        write("other/main.go", "package main");
        assert.equal(hash(), before);
    });

    it("differs for the same text in a file of another name", () => {
        write("tool/a.go", "package a");
        const first = hash();
        rmSync(join(module, "tool/a.go"));
        write("tool/b.go", "package a");
        assert.notEqual(hash(), first);
    });

    it("of a package of another module changes with go.sum", () => {
        const foreign = () => sourceHash(module, "example.com/tool");
        const before = foreign();
        write("tool/main.go", "changed");
        assert.equal(foreign(), before);
        write("go.sum", "changed");
        assert.notEqual(foreign(), before);
    });
});
