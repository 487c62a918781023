import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

import { localKubeconfigVariable } from "../stacks/clusterAccess";
import { mocks } from "./mocks";
import type { Properties, RecordedResource } from "./recorder";
import { recordHooks, recordRegistrations, stackType } from "./recorder";

export interface RunOptions {
    stack?: string;
    /** Values that only an `up` can know are unknown. */
    preview?: boolean;
    /** `PROJECT:KEY` to text, as Pulumi hands it over. */
    config?: { [key: string]: string };
}

/** What a program registered. */
export interface Recording {
    /** All but the stack itself. */
    resources: RecordedResource[];
    /** What the engine would run while it updates them. */
    hooks: pulumi.ResourceHook[];
    /** What the program exports, as the stack registered it. */
    outputs: Properties;
    /** The one resource with this type and name; throws when there is none. */
    get: (type: string, name: string) => RecordedResource;
    ofType: (type: string) => RecordedResource[];
    /** Everything whose parent is the component with this name. */
    childrenOf: (component: string) => RecordedResource[];
}

export const project = "queue-workloads";
export const stacks = ["local", "dev", "staging", "prod"] as const;
export type StackName = (typeof stacks)[number];

/** What the program takes for the kubeconfig of the throwaway cluster when it runs as stack `local`. */
export const localKubeconfig = "kubeconfig-of-the-local-cluster";

/**
 * Runs a program under mocks, waits until all of it is registered, and returns what it registered.
 * Throws what the program throws.
 */
export async function runProgram(program: () => unknown, options: RunOptions = {}) {
    const { recording, error } = await run(program, options);
    if (error) {
        throw error;
    }
    return recording;
}

/** Runs a program that has to fail, and returns what it registered before it did. */
export async function runFailing(program: () => unknown, options: RunOptions = {}) {
    const { recording, error } = await run(program, options);
    if (!error) {
        throw new Error("The program was expected to fail, and did not.");
    }
    return { ...recording, error };
}

/** Runs the real program as one of the real stacks, with its own configuration or with another. */
export async function runStack(
    stack: StackName,
    options: Omit<RunOptions, "stack"> = {},
): Promise<Recording> {
    const config = options.config ?? stackConfiguration(stack);
    const before = process.env[localKubeconfigVariable];
    setVariable(localKubeconfigVariable, stack === "local" ? localKubeconfig : undefined);
    try {
        return await runProgram(stackProgram, { ...options, stack, config });
    } finally {
        setVariable(localKubeconfigVariable, before);
    }
}

/** A stack file's configuration as Pulumi hands it over: `PROJECT:KEY` to text. */
export function stackConfiguration(stack: StackName): { [key: string]: string } {
    const file = join(__dirname, `../stacks/Pulumi.${stack}.yaml`);
    const { config } = parse(readFileSync(file, "utf8")) as { config: { [key: string]: unknown } };
    return asConfiguration(config);
}

/** Values as Pulumi hands them over: strings as they are, all else as JSON. */
export function asConfiguration(values: { [key: string]: unknown }): { [key: string]: string } {
    return Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

/** The real program, which runs when it is loaded: each time anew. */
export function stackProgram(): unknown {
    const path = require.resolve("../stacks/index");
    delete require.cache[path];
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would run it once
    return require(path);
}

function setVariable(name: string, value: string | undefined): void {
    if (value === undefined) {
        delete process.env[name];
    } else {
        process.env[name] = value;
    }
}

async function run(program: () => unknown, options: RunOptions) {
    const { stack = "test", preview = false, config = {} } = options;
    const { stackTraceLimit } = Error;
    // Pulumi takes dozens of stack traces for each resource: two thirds of the time of a run.
    Error.stackTraceLimit = 0;
    try {
        // Mocks are global, so each run sets its own.
        await pulumi.runtime.setMocks(mocks, project, stack, preview);
        pulumi.runtime.setAllConfig(config);
        const resources = recordRegistrations();
        const hooks = recordHooks();
        const error = await pulumi.runtime
            .runInPulumiStack(() => Promise.resolve().then(program))
            .then(() => undefined)
            .catch((thrown: Error) => thrown);
        await pulumi.runtime.disconnect();
        return { recording: recordingOf(resources, hooks), error };
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

function recordingOf(all: RecordedResource[], hooks: pulumi.ResourceHook[]): Recording {
    const resources = all.filter(({ type }) => type !== stackType);
    return {
        resources,
        hooks,
        outputs: all.find(({ type }) => type === stackType)?.outputs ?? {},
        get: (type, name) => {
            const found = resources.find((one) => one.type === type && one.name === name);
            if (!found) {
                const known = resources.map((one) => `${one.type}::${one.name}`).join("\n  ");
                throw new Error(`There is no ${type}::${name} among\n  ${known}`);
            }
            return found;
        },
        ofType: (type) => resources.filter((one) => one.type === type),
        childrenOf: (component) => resources.filter(({ parent }) => parent?.name === component),
    };
}
