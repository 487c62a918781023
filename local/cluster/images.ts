import { execa } from "execa";
import { systemPath } from "./debianPackages";
import { sockets } from "./nodePaths";

/** Loads the images of a docker-archive into the node, in place of any of the same name. */
export async function importImage(archivePath: string): Promise<void> {
    await ctr("import", archivePath);
}

/** Whether the node holds an image, named as in a pod: `producer:1.0`. */
export async function imageExists(reference: string): Promise<boolean> {
    const { stdout } = await ctr("list", "--quiet", `name==${fullReference(reference)}`);
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
    return execa("ctr", [...connection, "images", ...args], { env: { PATH: systemPath } });
}
