import { writeFileSync } from "node:fs";

import { networkDocsPath, updatedNetworkDocs } from "./networkDocs";

void updatedNetworkDocs().then((text) => writeFileSync(networkDocsPath, text));
