import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import {
    configPath,
    type EnvironmentConfig,
    knownEnvironments,
    readConfig,
} from "../engine/environmentConfig";
import { packPolicies } from "../pack";
import type { AnalyzedResource } from "./analysis";
import { exportedResources } from "./exportedState";

/** What to judge, and by which configuration. */
export interface AuditRequest {
    resources: AnalyzedResource[];
    config: EnvironmentConfig;
    configFile: string;
}

/** Reads the arguments and the files that they name; says everything that is wrong with them. */
export function auditRequest(args: string[]): AuditRequest | { problems: string[] } {
    const problems: string[] = [];
    const parsed = parseArguments(args, problems);
    if (!parsed) {
        return { problems };
    }
    const { values, positionals } = parsed;
    const [state, ...others] = positionals;
    if (state === undefined || others.length > 0) {
        problems.push(`${positionals.length} files are given: give one exported state`);
    }
    const resources =
        state === undefined
            ? undefined
            : attempt(`${state} cannot be judged`, problems, () =>
                  exportedResources(readFileSync(state, "utf8")),
              );
    const configFile = values.config ?? environmentFile(values.env, resources, problems);
    const config =
        configFile === undefined
            ? undefined
            : attempt(`${configFile} cannot be used`, problems, () => readConfig(configFile));
    problems.push(...misspeltNames(config ?? {}).map((problem) => `${configFile}: ${problem}`));
    return resources && config && configFile && problems.length === 0
        ? { resources, config, configFile }
        : { problems };
}

/** Pulumi takes a name that is misspelt for no configuration, and says nothing. */
function misspeltNames(config: EnvironmentConfig): string[] {
    const policies = packPolicies();
    return Object.entries(config).flatMap(([name, setting]) => {
        const policy = policies.find((candidate) => candidate.name === name);
        if (!policy) {
            return name === "all" ? [] : [`${name} is no policy`];
        }
        const known = ["enforcementLevel", ...Object.keys(policy.configSchema?.properties ?? {})];
        return (typeof setting === "object" ? Object.keys(setting) : [])
            .filter((property) => !known.includes(property))
            .map((property) => `${name} has no property ${property}: use ${known.join(", ")}`);
    });
}

/** The configuration of an environment, which is the stack itself unless it is named. */
function environmentFile(
    named: string | undefined,
    resources: AnalyzedResource[] | undefined,
    problems: string[],
): string | undefined {
    const environment = named ?? resources?.[0]?.urn.split(":")[2];
    if (environment === undefined) {
        return undefined;
    }
    if (!knownEnvironments().includes(environment)) {
        const known = knownEnvironments().join(", ");
        const what = named === undefined ? "the stack" : "--env";
        problems.push(`${what} is ${environment}: give --env ${known}, or --config FILE`);
        return undefined;
    }
    return configPath(environment);
}

function parseArguments(args: string[], problems: string[]) {
    const options = { env: { type: "string" }, config: { type: "string" } } as const;
    return attempt("the arguments cannot be used", problems, () =>
        parseArgs({ args, options, allowPositionals: true }),
    );
}

function attempt<T>(what: string, problems: string[], read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        problems.push(`${what}: ${(error as Error).message}`);
        return undefined;
    }
}
