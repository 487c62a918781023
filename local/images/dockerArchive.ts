import { createHash } from "node:crypto";
import {
    createReadStream,
    mkdirSync,
    mkdtempSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";

import { execa } from "execa";

/** The part of an image configuration that a container runtime reads. */
export interface ContainerConfig {
    Env: string[];
    Entrypoint: string[];
    Cmd?: string[];
    User?: string;
    WorkingDir?: string;
    ExposedPorts?: { [key: string]: object };
}

export interface DockerArchive {
    /** Full names with tags, such as `docker.io/library/producer:1.0`. */
    references: string[];
    /** A tar of the whole file system; it is moved into the archive. */
    layer: string;
    config: ContainerConfig;
    out: string;
}

/** Writes an image the way `docker save` does: one layer, a configuration and a manifest in a tar. */
export async function writeDockerArchive(image: DockerArchive): Promise<void> {
    mkdirSync(dirname(image.out), { recursive: true });
    const draft = mkdtempSync(`${image.out}.writing-`);
    try {
        const stage = join(draft, "stage");
        mkdirSync(stage);
        await rename(image.layer, join(stage, "layer.tar"));
        writeFileSync(
            join(stage, "config.json"),
            await imageConfig(image, join(stage, "layer.tar")),
        );
        writeFileSync(join(stage, "manifest.json"), manifest(image.references));
        const tar = join(draft, "image.tar");
        await execa("tar", ["-cf", tar, "-C", stage, "manifest.json", "config.json", "layer.tar"]);
        renameSync(tar, image.out);
    } finally {
        rmSync(draft, { recursive: true, force: true });
    }
}

/** Packs a folder so that the same content always gives the same layer. */
export async function packLayer(rootfs: string, layer: string): Promise<void> {
    const reproducible = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0"];
    await execa("tar", [...reproducible, "-cf", layer, "-C", rootfs, "."]);
}

function manifest(references: string[]): string {
    return JSON.stringify([{ Config: "config.json", RepoTags: references, Layers: ["layer.tar"] }]);
}

async function imageConfig(image: DockerArchive, layer: string): Promise<string> {
    const architecture = process.arch === "x64" ? "amd64" : process.arch;
    return JSON.stringify({
        architecture,
        os: "linux",
        created: "1970-01-01T00:00:00Z",
        config: image.config,
        rootfs: { type: "layers", diff_ids: [`sha256:${await sha256(layer)}`] },
    });
}

async function sha256(file: string): Promise<string> {
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    return hash.digest("hex");
}
