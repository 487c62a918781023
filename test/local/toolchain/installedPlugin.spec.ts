import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

import { installedPlugin } from "../../../local/toolchain/installedPlugin";

describe("an installed plugin", () => {
    let home: string;
    const install = (version: string) => {
        const folder = join(home, "plugins", `resource-kubernetes-v${version}`);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, "pulumi-resource-kubernetes"), "");
    };
    const found = () => {
        const program = installedPlugin(home, "kubernetes", "4.34.2");
        return program && basename(dirname(program));
    };

    beforeEach(() => (home = mkdtempSync(join(tmpdir(), "pulumi-home-"))));
    afterEach(() => rmSync(home, { recursive: true }));

    it("is not there in an empty home", () => assert.equal(found(), undefined));

    it("is the newest that can stand for the wanted one", () => {
        for (const version of ["4.34.2", "4.36.0", "4.35.9", "5.0.0"]) {
            install(version);
        }
        assert.equal(found(), "resource-kubernetes-v4.36.0");
    });

    it("is not an older one, nor one of another major version", () => {
        install("4.34.1");
        install("5.0.0");
        assert.equal(found(), undefined);
    });

    it("is not a folder that an interrupted download left empty", () => {
        mkdirSync(join(home, "plugins", "resource-kubernetes-v4.34.2"), { recursive: true });
        assert.equal(found(), undefined);
    });
});
