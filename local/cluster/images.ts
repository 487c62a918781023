import { execa } from "execa";

import type { ClusterNode } from "./clusterNode";
import { systemPath } from "./debianPackages";

/** Loads the images of a docker-archive into a node, in place of any of the same name. One at a time. */
export async function importImage(archivePath: string, node: ClusterNode): Promise<void> {
    try {
        await ctr(node, "images", "import", archivePath);
    } catch {
        // An import that was cut off leaves half a layer behind, and the next one fails over it.
        const { stdout } = await ctr(node, "leases", "list", "--quiet");
        const leases = stdout.split("\n").filter(Boolean);
        if (leases.length > 0) {
            await ctr(node, "leases", "delete", "--sync", ...leases);
        }
        await ctr(node, "images", "import", archivePath);
    }
}

/** Whether a node holds an image, named as in a pod: `producer:1.0`. */
export async function imageExists(reference: string, node: ClusterNode): Promise<boolean> {
    const name = `name==${fullReference(reference)}`;
    const { stdout } = await ctr(node, "images", "list", "--quiet", name);
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

function ctr(node: ClusterNode, ...args: string[]) {
    const connection = ["--address", node.containerd.socket, "--namespace", "k8s.io"];
    return execa("ctr", [...connection, ...args], { env: { PATH: systemPath } });
}
