import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { packLayer, writeDockerArchive } from "../images/dockerArchive";
import { imageExists, importImage } from "./images";
import { nodePaths } from "./nodePaths";

/** The image whose one process holds a pod's namespaces open. */
export const pauseReference = "docker.io/queue-workloads/pause:1";

/** Packs the program as an image and loads it, unless that was done before. */
export async function ensurePauseImage(program: string): Promise<void> {
    if (await imageExists(pauseReference)) {
        return;
    }
    mkdirSync(nodePaths.config, { recursive: true });
    const draft = mkdtempSync(join(nodePaths.config, "pause-"));
    try {
        const rootfs = join(draft, "rootfs");
        mkdirSync(rootfs);
        copyFileSync(program, join(rootfs, "pause"));
        await packLayer(rootfs, join(draft, "layer.tar"));
        const out = join(draft, "pause.tar");
        await writeDockerArchive({
            references: [pauseReference],
            layer: join(draft, "layer.tar"),
            config: { Env: [], Entrypoint: ["/pause"], User: "65535:65535" },
            out,
        });
        await importImage(out);
    } finally {
        rmSync(draft, { recursive: true, force: true });
    }
}
