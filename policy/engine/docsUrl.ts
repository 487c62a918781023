import { readFileSync } from "node:fs";
import { join } from "node:path";

import { packFolder } from "./environmentConfig";

/** The page that shows README.md, which has a section for each policy: whoever publishes a copy names its own. */
const { homepage } = JSON.parse(readFileSync(join(packFolder, "package.json"), "utf8")) as {
    homepage: string;
};

export function docsUrl(policy: string): string {
    return `${homepage}#${policy}`;
}
