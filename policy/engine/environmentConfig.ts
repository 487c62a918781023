import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { PolicyPackConfig } from "@pulumi/policy";

/** What an environment says about each policy: a level, or a level and the policy's own settings. */
export type EnvironmentConfig = Readonly<{
    [key: string]: string | { enforcementLevel?: string; [property: string]: unknown };
}>;

export const environments = ["local", "dev", "staging", "prod"] as const;

export type Environment = (typeof environments)[number];

/** The folder of the pack, whether this runs as source or compiled. */
export const packFolder = ["..", "../../.."]
    .map((path) => join(__dirname, path))
    .find((folder) => existsSync(join(folder, "package.json")))!;

export function readConfig(path: string): EnvironmentConfig {
    return JSON.parse(readFileSync(path, "utf8")) as EnvironmentConfig;
}

export function configPath(environment: string): string {
    return join(packFolder, "config", `${environment}.json`);
}

/** The levels and numbers of a shipped environment, to begin with, in the form that a `PolicyPack` takes. */
export function environmentConfig(environment: Environment): PolicyPackConfig {
    return readConfig(configPath(environment)) as PolicyPackConfig;
}

/** The environments that have a configuration. */
export function knownEnvironments(): string[] {
    return readdirSync(join(packFolder, "config"))
        .map((file) => file.replace(/\.json$/, ""))
        .sort();
}
