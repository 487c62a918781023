import { existsSync } from "node:fs";

import { builtProgram } from "./buildGoTool";
import * as tools from "./goTool";
import { onPath } from "./onPath";

const ofTheCluster = [tools.kubernetes, tools.coredns, tools.pause];
const ofPulumi = [tools.pulumiCli, tools.languageHost, tools.languageHostFront];

/** True when nothing that takes minutes has to be built any more. */
export function toolchainIsBuilt(): boolean {
    const needed = onPath("pulumi") === undefined ? [...ofTheCluster, ...ofPulumi] : ofTheCluster;
    return needed.every((tool) => existsSync(builtProgram(tool)));
}
