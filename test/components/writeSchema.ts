import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { referenceDir } from "../docs/referenceDir";
import type { Schema } from "../docs/referencePages";
import { referencePages } from "../docs/referencePages";
import { inferSchema, schemaFile } from "./inferSchema";

async function write(): Promise<void> {
    const schema = await inferSchema();
    writeFileSync(schemaFile, schema);
    rmSync(referenceDir, { recursive: true, force: true });
    mkdirSync(referenceDir);
    for (const [file, text] of Object.entries(await referencePages(JSON.parse(schema) as Schema))) {
        writeFileSync(join(referenceDir, file), text);
    }
}

void write();
