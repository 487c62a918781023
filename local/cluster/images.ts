import { execa } from "execa";

import { systemPath } from "./debianPackages";
import { sockets } from "./nodePaths";

/** Loads the images of a docker-archive into the node, in place of any of the same name. One at a time. */
export async function importImage(archivePath: string): Promise<void> {
    try {
        await ctr("images", "import", archivePath);
    } catch {
        // An import that was cut off leaves half a layer behind, and the next one fails over it.
        const { stdout } = await ctr("leases", "list", "--quiet");
        const leases = stdout.split("\n").filter(Boolean);
        if (leases.length > 0) {
            await ctr("leases", "delete", "--sync", ...leases);
        }
        await ctr("images", "import", archivePath);
    }
}

/** Whether the node holds an image, named as in a pod: `producer:1.0`. */
export async function imageExists(reference: string): Promise<boolean> {
    const { stdout } = await ctr("images", "list", "--quiet", `name==${fullReference(reference)}`);
    return stdout.trim() !== "";
}

/** The name under which the node keeps an image: with Docker's defaults for host, folder and tag. */
export function fullReference(reference: string): string {
    const segments = reference.split("/");
    const hasHost = segments.length > 1 && /[.:]|^localhost$/.test(segments[0] ?? "");
    const path = hasHost ? reference : withFolder(reference);
    return /[:@]/.test(path.slice(path.lastIndexOf("/"))) ? path : `${path}:latest`;
}

function withFolder(reference: string): string {
    return reference.includes("/") ? `docker.io/${reference}` : `docker.io/library/${reference}`;
}

function ctr(...args: string[]) {
    const connection = ["--address", sockets.containerd, "--namespace", "k8s.io"];
    return execa("ctr", [...connection, ...args], { env: { PATH: systemPath } });
}
