import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

import { cacheDir } from "../paths";
import { packLayer, writeDockerArchive } from "./dockerArchive";
import { removeFormerArchives } from "./formerArchives";
import type { Image } from "./image";

/** An image with one static program and nothing else, which runs as a user without a name. */
export async function programImage(program: string, reference: string): Promise<Image> {
    const name = basename(program);
    const hash = createHash("sha256").update(readFileSync(program)).digest("hex").slice(0, 12);
    const folder = join(cacheDir, "images");
    const archive = join(folder, `${name}-${hash}.tar`);
    const references = [reference];
    if (!existsSync(archive)) {
        mkdirSync(folder, { recursive: true });
        const draft = mkdtempSync(join(folder, `${name}-`));
        try {
            const rootfs = join(draft, "rootfs");
            mkdirSync(rootfs);
            copyFileSync(program, join(rootfs, name));
            const layer = join(draft, "layer.tar");
            await packLayer(rootfs, layer);
            const config = { Env: [], Entrypoint: [`/${name}`], User: "65535:65535" };
            await writeDockerArchive({ references, layer, config, out: archive });
            removeFormerArchives(name, archive);
        } finally {
            rmSync(draft, { recursive: true, force: true });
        }
    }
    return { references, archive };
}
