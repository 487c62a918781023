import { writeFileSync } from "node:fs";

import { inferSchema, schemaFile } from "./inferSchema";

void inferSchema().then((schema) => writeFileSync(schemaFile, schema));
