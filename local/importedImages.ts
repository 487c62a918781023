import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { type ClusterNode, clusterNodes, firstNode } from "./cluster/clusterNode";
import { imageExists, importImage } from "./cluster/images";
import type { Image } from "./images/image";
import { stateDir } from "./paths";
import type { Report } from "./report";

/** Imports the images that a node lacks. Returns the names of those that replaced an older version. */
export async function importImages(images: Image[], report: Report): Promise<string[]> {
    const changed = new Set<string>();
    for (const node of clusterNodes()) {
        (await importInto(node, images, report)).forEach((reference) => changed.add(reference));
    }
    return [...changed];
}

async function importInto(node: ClusterNode, images: Image[], report: Report): Promise<string[]> {
    const record = recordOf(node);
    const imported = readRecord(record);
    const changed: string[] = [];
    for (const { references, archive } of images) {
        const [reference = ""] = references;
        if (imported[reference] === archive && (await imageExists(reference, node))) {
            continue;
        }
        report(`importing ${reference} into ${node.name}`);
        await importImage(archive, node);
        if (imported[reference] !== undefined) {
            changed.push(reference);
        }
        imported[reference] = archive;
        writeFileSync(record, JSON.stringify(imported, undefined, 4));
    }
    return changed;
}

/** A node that is removed takes it along. */
function recordOf({ number, paths }: ClusterNode): string {
    const folder = number === firstNode.number ? stateDir : paths.config;
    return join(folder, "imported-images.json");
}

function readRecord(record: string): { [key: string]: string } {
    return existsSync(record)
        ? (JSON.parse(readFileSync(record, "utf8")) as { [key: string]: string })
        : {};
}
