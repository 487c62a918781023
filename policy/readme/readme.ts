import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
    configPath,
    type Environment,
    type EnvironmentConfig,
    environments,
    packFolder,
    readConfig,
} from "../engine/environmentConfig";
import { packPolicies } from "../pack";
import { documentation } from "./documentation";

export const readmePath = join(packFolder, "README.md");

const begin =
    "<!-- prettier-ignore-start -->\n<!-- What follows is generated: npm run -w queue-workloads-policy docs -->";

/** README.md with its generated part brought up to date. */
export function updatedReadme(): string {
    const configs = Object.fromEntries(
        environments.map((environment) => [environment, readConfig(configPath(environment))]),
    ) as { [environment in Environment]: EnvironmentConfig };
    const [written] = readFileSync(readmePath, "utf8").split(begin);
    return `${written}${begin}\n\n${documentation(packPolicies(), configs)}\n\n<!-- prettier-ignore-end -->\n`;
}
