import { join } from "node:path";

import { projectDir } from "../../local/paths";

export const referenceDir = join(projectDir, "docs/reference");
