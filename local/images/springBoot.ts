import { createHash } from "node:crypto";
import {
    copyFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    renameSync,
    rmSync,
} from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { installPackages } from "../cluster/debianPackages";
import { cacheDir, projectDir } from "../paths";
import type { Report } from "../report";
import { onPath } from "../toolchain/onPath";
import { debianRootfs, minimalSystem } from "./debianRootfs";
import type { ContainerConfig } from "./dockerArchive";
import { writeDockerArchive } from "./dockerArchive";
import { removeFormerArchives } from "./formerArchives";
import type { Image } from "./image";

const sources = join(projectDir, "workloads", "spring-boot");
const suite = "forky";
const packages = ["openjdk-25-jre-headless", "ca-certificates"];

const config: ContainerConfig = {
    Env: ["PATH=/usr/bin:/bin", "LANG=C.UTF-8"],
    Entrypoint: ["java", "-XX:MaxRAMPercentage=60", "-jar", "/app/app.jar"],
    User: "65532:65532",
    WorkingDir: "/app",
    ExposedPorts: { "8080/tcp": {} },
};

/** The reference workload on Spring Boot. It takes Maven, and is made for tests alone. */
export async function springBootImage(report: Report): Promise<Image> {
    const program = await springBootProgram(report);
    const hash = hashOf(readFileSync(program), JSON.stringify(config), runtimeHash());
    const archive = join(cacheDir, "images", `spring-boot-1.0-${hash}.tar`);
    const references = ["docker.io/library/spring-boot:1.0"];
    if (!existsSync(archive)) {
        const runtime = await javaRuntime(report);
        const draft = mkdtempSync(join(cacheDir, "images", "spring-boot-"));
        try {
            const layer = join(draft, "layer.tar");
            copyFileSync(runtime, layer);
            mkdirSync(join(draft, "app"));
            copyFileSync(program, join(draft, "app", "app.jar"));
            const owner = ["--owner=0", "--group=0", "--mtime=@0"];
            await execa("tar", ["-rf", layer, ...owner, "-C", draft, "./app"]);
            await writeDockerArchive({ references, layer, config, out: archive });
            removeFormerArchives("spring-boot-1.0", archive);
        } finally {
            rmSync(draft, { recursive: true, force: true });
        }
    }
    return { references, archive };
}

/** The program with all that it needs, as Maven makes it. */
export async function springBootProgram(report: Report): Promise<string> {
    if (onPath("mvn") === undefined) {
        report("installing the Debian package of Maven");
        await installPackages(["maven", "default-jdk-headless"]);
    }
    report("building workloads/spring-boot with Maven");
    await execa("mvn", ["--batch-mode", "--quiet", "package"], { cwd: sources, all: true });
    return join(sources, "target", "app.jar");
}

/** The package of Java links a page into a folder that minimal systems do not have. */
function options(aptOptions: string[]): string[] {
    const folder = '--essential-hook=mkdir -p "$1/usr/share/man/man1"';
    return [...minimalSystem(packages, aptOptions), folder];
}

/** A tar of the file system that it runs in. */
async function javaRuntime(report: Report): Promise<string> {
    const runtime = join(cacheDir, "images", `java-runtime-${runtimeHash()}.tar`);
    if (!existsSync(runtime)) {
        const draft = `${runtime}.writing-${process.pid}`;
        try {
            await debianRootfs({ what: "the Java runtime", suite, options }, draft, report);
            renameSync(draft, runtime);
            removeFormerArchives("java-runtime", runtime);
        } finally {
            rmSync(draft, { force: true });
        }
    }
    return runtime;
}

function runtimeHash(): string {
    return hashOf(JSON.stringify({ suite, options: options([]) }));
}

function hashOf(...parts: (string | Buffer)[]): string {
    const hash = createHash("sha256");
    parts.forEach((part) => hash.update(part));
    return hash.digest("hex").slice(0, 12);
}
