import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { cacheDir } from "../paths";
import type { Report } from "../report";
import { debianRootfs, minimalSystem } from "./debianRootfs";
import type { ContainerConfig } from "./dockerArchive";
import { writeDockerArchive } from "./dockerArchive";
import { removeFormerArchives } from "./formerArchives";
import type { Image } from "./image";

/** The version that the stacks ask for. */
const version = "4.3.6";
const what = `the RabbitMQ ${version} image`;
/** The Debian suite that has it; its patch version may have moved on. */
const suite = "forky";
const packages = ["rabbitmq-server", "rabbitmqadmin-ng", "ca-certificates"];
const files = join(__dirname, "rabbitmq");

const config: ContainerConfig = {
    Env: [
        "PATH=/opt/rabbitmq/sbin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME=/var/lib/rabbitmq",
        "LANG=C.UTF-8",
        "RABBITMQ_HOME=/opt/rabbitmq",
        "RABBITMQ_DATA_DIR=/var/lib/rabbitmq",
        `RABBITMQ_VERSION=${version}`,
    ],
    Entrypoint: ["docker-entrypoint.sh"],
    Cmd: ["rabbitmq-server"],
    ExposedPorts: { "4369/tcp": {}, "5672/tcp": {}, "15672/tcp": {}, "15692/tcp": {} },
};

/** RabbitMQ and Erlang from Debian packages, laid out like the official image. */
export async function rabbitmqImage(report: Report): Promise<Image> {
    const archive = join(cacheDir, "images", `rabbitmq-${version}-${recipeHash()}.tar`);
    const references = [
        `docker.io/library/rabbitmq:${version}`,
        `docker.io/library/rabbitmq:${version}-management`,
    ];
    if (!existsSync(archive)) {
        const layer = `${archive}.layer-${process.pid}`;
        mkdirSync(join(cacheDir, "images"), { recursive: true });
        try {
            await debianRootfs({ what, suite, options: bootstrapOptions }, layer, report);
            await writeDockerArchive({ references, layer, config, out: archive });
            removeFormerArchives(`rabbitmq-${version}`, archive);
        } finally {
            rmSync(layer, { force: true });
        }
    }
    return { references, archive };
}

function bootstrapOptions(aptOptions: string[]): string[] {
    return [
        ...minimalSystem(packages, aptOptions),
        `--essential-hook=${asOfficialUser}`,
        `--customize-hook=${requireVersion}`,
        `--customize-hook=${asOfficialLayout}`,
        `--customize-hook=copy-in "${join(files, "docker-entrypoint.sh")}" /usr/local/bin`,
        `--customize-hook=copy-in "${join(files, "10-defaults.conf")}" /etc/rabbitmq/conf.d`,
        `--customize-hook=copy-in "${join(files, "enabled_plugins")}" /etc/rabbitmq`,
        `--customize-hook=${asOfficialModes}`,
    ];
}

/** Before Debian's package picks numbers of its own. */
const asOfficialUser = `
    echo rabbitmq:x:999: >> "$1/etc/group"
    echo rabbitmq:x:999:999:RabbitMQ:/var/lib/rabbitmq:/bin/bash >> "$1/etc/passwd"
    echo 'rabbitmq:!:1::::::' >> "$1/etc/shadow"`;

/** Patch releases are alike for this project's purposes; a new minor version has to be looked at first. */
const requireVersion = `
    cd "$1/usr/lib/rabbitmq/lib" && ls -d rabbitmq_server-${version.replace(/\d+$/, "")}* >&2 || {
        echo "the Debian archive has" * "and not ${version}" >&2
        exit 1
    }`;

const asOfficialLayout = `
    ln -s "/usr/lib/rabbitmq/lib/$(ls "$1/usr/lib/rabbitmq/lib")" "$1/opt/rabbitmq"
    rm -rf "$1/var/lib/rabbitmq" "$1/etc/rabbitmq/rabbitmq-env.conf"
    mkdir -p "$1/var/lib/rabbitmq" "$1/etc/rabbitmq/conf.d"`;

/** Whatever modes the clone's files have. */
const asOfficialModes = `
    set -e
    chmod 755 "$1/usr/local/bin/docker-entrypoint.sh"
    chmod -R u=rwX,go=rX "$1/etc/rabbitmq"
    chown -R 999:999 "$1/etc/rabbitmq" "$1/var/lib/rabbitmq" "$1/var/log/rabbitmq"
    chmod 1777 "$1/etc/rabbitmq" "$1/var/lib/rabbitmq" "$1/var/log/rabbitmq"`;

/** Changes with all that goes into the image, and is the same in every clone. */
function recipeHash(): string {
    const options = bootstrapOptions([]).map((option) => option.replaceAll(files, ""));
    const hash = createHash("sha256").update(JSON.stringify({ suite, config, options }));
    for (const file of readdirSync(files).sort()) {
        hash.update(readFileSync(join(files, file)));
    }
    return hash.digest("hex").slice(0, 12);
}
