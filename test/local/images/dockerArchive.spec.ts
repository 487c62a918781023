import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { packLayer, writeDockerArchive } from "../../../local/images/dockerArchive";

describe("a docker-archive", () => {
    let folder: string;
    const at = (...path: string[]) => join(folder, ...path);

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "archive-"));
        mkdirSync(at("rootfs", "app"), { recursive: true });
        writeFileSync(at("rootfs", "app", "main"), "hello");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("holds the layer, its digest, the configuration and the names", async () => {
        await packLayer(at("rootfs"), at("layer.tar"));
        const layer = readFileSync(at("layer.tar"));
        await writeDockerArchive({
            references: ["docker.io/library/a:1", "docker.io/library/b:1"],
            layer: at("layer.tar"),
            config: { Env: ["A=1"], Entrypoint: ["/app/main"], User: "65532:65532" },
            out: at("out", "image.tar"),
        });
        mkdirSync(at("read"));
        execFileSync("tar", ["-xf", at("out", "image.tar"), "-C", at("read")]);
        const read = (file: string) => readFileSync(at("read", file));

        assert.deepEqual(JSON.parse(read("manifest.json").toString()), [
            {
                Config: "config.json",
                RepoTags: ["docker.io/library/a:1", "docker.io/library/b:1"],
                Layers: ["layer.tar"],
            },
        ]);
        const config = JSON.parse(read("config.json").toString()) as { [key: string]: unknown };
        assert.deepEqual(config.config, {
            Env: ["A=1"],
            Entrypoint: ["/app/main"],
            User: "65532:65532",
        });
        const digest = createHash("sha256").update(layer).digest("hex");
        assert.deepEqual(config.rootfs, { type: "layers", diff_ids: [`sha256:${digest}`] });
        assert.ok(read("layer.tar").equals(layer));
        assert.deepEqual(readdirSync(at("out")), ["image.tar"]);
    });

    it("has the same layer for the same content", async () => {
        await packLayer(at("rootfs"), at("first.tar"));
        writeFileSync(at("rootfs", "app", "main"), "hello");
        await packLayer(at("rootfs"), at("second.tar"));
        assert.ok(readFileSync(at("first.tar")).equals(readFileSync(at("second.tar"))));
    });
});
