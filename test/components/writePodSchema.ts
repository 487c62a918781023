import { writeFileSync } from "node:fs";

import { podSchemaFile, readPodSchema } from "./readPodSchema";

void readPodSchema().then((schema) => writeFileSync(podSchemaFile, schema));
