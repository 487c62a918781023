import { existsSync } from "node:fs";

import { builtProgram } from "./buildGoTool";
import * as tools from "./goTool";
import { onPath } from "./onPath";
import { isCached } from "./releasedOrBuilt";
import { corednsRelease, kubernetesRelease, pulumiRelease } from "./releases";

/** True when nothing that takes minutes has to be built any more. */
export function toolchainIsBuilt(): boolean {
    return (
        isCached(kubernetesRelease, tools.kubernetes) &&
        isCached(corednsRelease, tools.coredns) &&
        [tools.localProvisioner, tools.networkPolicies, tools.pause].every(isBuilt) &&
        (onPath("pulumi") !== undefined || isCached(pulumiRelease, tools.pulumiCli))
    );
}

function isBuilt(tool: tools.GoTool): boolean {
    return existsSync(builtProgram(tool));
}
