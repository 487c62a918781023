import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { moduleHash } from "../../../local/toolchain/moduleHash";

describe("the hash of a Go module", () => {
    let folder: string;
    const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "module-"));
        mkdirSync(join(folder, "cmd"));
        write("go.mod", "module a");
        write("go.sum", "");
        write("cmd/main.go", "package main");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("changes with every file that is compiled", () => {
        const hashes = [moduleHash(folder)];
        for (const file of ["go.mod", "go.sum", "cmd/main.go", "cmd/new.go"]) {
            write(file, "changed");
            hashes.push(moduleHash(folder));
        }
        assert.equal(new Set(hashes).size, 5);
    });

    it("stays when a test or a page changes", () => {
        const before = moduleHash(folder);
        write("cmd/main_test.go", "package main");
        write("README.md", "changed");
        assert.equal(moduleHash(folder), before);
    });

    it("tells apart the same text in files of another name", () => {
        write("cmd/a.go", "package a");
        const first = moduleHash(folder);
        rmSync(join(folder, "cmd/a.go"));
        write("cmd/b.go", "package a");
        assert.notEqual(moduleHash(folder), first);
    });
});
