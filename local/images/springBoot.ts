import { join } from "node:path";

import { execa } from "execa";

import { installPackages } from "../cluster/debianPackages";
import { projectDir } from "../paths";
import type { Report } from "../report";
import { onPath } from "../toolchain/onPath";

const sources = join(projectDir, "workloads", "spring-boot");

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
