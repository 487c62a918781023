import { writeFileSync } from "node:fs";

import { readmePath, updatedReadme } from "./readme";

writeFileSync(readmePath, updatedReadme());
