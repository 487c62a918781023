import * as sdk from "@pulumi/policy";

import type { EnvironmentConfig } from "../engine/environmentConfig";
import type { Policy } from "../engine/policyOf";
import { isUnknownValueError } from "../kubernetes/unknownValue";

/** The SDK exports its proxy, which throws where a value is not known, without a type. */
const { unknownCheckingProxy } = sdk as unknown as {
    unknownCheckingProxy: (props: object) => object;
};

/** A resource as the program declared it, and as the provider answered. */
export interface AnalyzedResource {
    type: string;
    name: string;
    urn: string;
    inputs: object;
    outputs: object;
}

export interface Diagnostic {
    policy: Policy;
    level: string;
    urn: string | undefined;
    message: string;
    /** The path of a value that is not known, where that kept a policy from judging. */
    unknown?: string;
}

/**
 * Judges resources the way that the SDK does for the engine: each by its inputs, policy by policy,
 * then all together by their outputs.
 */
export async function analyze(
    policies: readonly Policy[],
    resources: readonly AnalyzedResource[],
    config: EnvironmentConfig,
): Promise<Diagnostic[]> {
    const enabled = policies.filter((policy) => levelOf(policy, config) !== "disabled");
    const diagnostics: Diagnostic[] = [];
    for (const { type, name, urn, inputs } of resources) {
        for (const policy of enabled) {
            const validate = policy.validateResource as sdk.ResourceValidation | undefined;
            const resource = { type, name, urn, props: unknownCheckingProxy(inputs) };
            await judge(policy, config, diagnostics, urn, (common, report) =>
                validate?.(
                    { ...common, ...resource } as unknown as sdk.ResourceValidationArgs,
                    report,
                ),
            );
        }
    }
    for (const policy of enabled) {
        const proxied = resources.map(({ type, name, urn, outputs }) => ({
            type,
            name,
            urn,
            props: unknownCheckingProxy(outputs),
        }));
        await judge(policy, config, diagnostics, undefined, (common, report) =>
            policy.validateStack?.(
                { ...common, resources: proxied } as unknown as sdk.StackValidationArgs,
                report,
            ),
        );
    }
    return diagnostics;
}

async function judge(
    policy: Policy,
    config: EnvironmentConfig,
    diagnostics: Diagnostic[],
    resourceUrn: string | undefined,
    validate: (common: object, report: sdk.ReportViolation) => unknown,
): Promise<void> {
    const level = levelOf(policy, config);
    const setting = config[policy.name];
    const common = {
        stackTags: new Map<string, string>(),
        getConfig: () => (typeof setting === "object" ? setting : {}),
    };
    try {
        await validate(common, (message, urn) =>
            diagnostics.push({ policy, level, urn: urn ?? resourceUrn, message }),
        );
    } catch (error) {
        if (!isUnknownValueError(error)) {
            throw error;
        }
        const unknown = (error as Error & { props: string[] }).props.join(".");
        const message = `.${unknown} is not known`;
        diagnostics.push({ policy, level: "advisory", urn: resourceUrn, message, unknown });
    }
}

function levelOf(policy: Policy, config: EnvironmentConfig): string {
    const setting = config[policy.name];
    const own = typeof setting === "object" ? setting.enforcementLevel : setting;
    const all = typeof config["all"] === "string" ? config["all"] : undefined;
    return own ?? all ?? policy.enforcementLevel ?? "advisory";
}
