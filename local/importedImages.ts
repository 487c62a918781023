import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { imageExists, importImage } from "./cluster/images";
import type { Image } from "./images/image";
import { stateDir } from "./paths";
import type { Report } from "./report";

const record = join(stateDir, "imported-images.json");

/** Imports the images that the cluster lacks. Returns the names of those that replaced an older version. */
export async function importImages(images: Image[], report: Report): Promise<string[]> {
    const imported = readRecord();
    const changed: string[] = [];
    for (const { references, archive } of images) {
        const [reference = ""] = references;
        if (imported[reference] === archive && (await imageExists(reference))) {
            continue;
        }
        report(`importing ${reference}`);
        await importImage(archive);
        if (imported[reference] !== undefined) {
            changed.push(reference);
        }
        imported[reference] = archive;
        writeFileSync(record, JSON.stringify(imported, undefined, 4));
    }
    return changed;
}

function readRecord(): { [key: string]: string } {
    return existsSync(record)
        ? (JSON.parse(readFileSync(record, "utf8")) as { [key: string]: string })
        : {};
}
