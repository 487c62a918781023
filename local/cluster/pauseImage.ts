import { programImage } from "../images/program";
import type { ClusterNode } from "./clusterNode";
import { imageExists, importImage } from "./images";

/** The image whose one process holds a pod's namespaces open. */
export const pauseReference = "docker.io/queue-workloads/pause:1";

/** Packs the program as an image and loads it, unless that was done before. */
export async function ensurePauseImage(program: string, node: ClusterNode): Promise<void> {
    if (!(await imageExists(pauseReference, node))) {
        const { archive } = await programImage(program, pauseReference);
        await importImage(archive, node);
    }
}
