import * as sdk from "@pulumi/policy";

import { Exemptions } from "../../policy/exemption/exemptions";
import { policyOf } from "../../policy/policyOf";
import type { Rule } from "../../policy/rule";
import { isUnknownValueError } from "../../policy/unknownValue";
import type { Props, TestResource } from "./shopStack";

/** The SDK exports its proxy for tests such as these, without a type. */
const { unknownCheckingProxy } = sdk as unknown as {
    unknownCheckingProxy: (props: Props) => Props;
};

/** What the SDK would put on the wire: messages without the description, and what was not known. */
export interface Judgement {
    violations: string[];
    /** The path of the first value that was not known, where a "can't run" advisory is due. */
    unknown: string | undefined;
}

/** A value that is not known during preview, as the engine spells it. */
export const unknown: never = "04da6b54-80e4-46f7-96ec-b56ff0331ba9" as never;

/** Judges a stack by one rule, the way the SDK does: each resource first, then the whole. */
export async function judge(
    rule: Rule,
    resources: TestResource[],
    config: object = {},
    outputs: TestResource[] = resources,
): Promise<Judgement> {
    const policy = policyOf(rule, new Exemptions(() => "2026-01-01"));
    const found: { message: string; urn: string }[] = [];
    let unknownPath: string | undefined;
    const run = async (validate: () => unknown) => {
        try {
            await validate();
        } catch (error) {
            if (!isUnknownValueError(error)) {
                throw error;
            }
            unknownPath ??= (error as Error & { props: string[] }).props.join(".");
        }
    };
    const common = { getConfig: <T>() => config as T, stackTags: new Map<string, string>() };
    for (const resource of resources) {
        const args = { ...common, ...proxied(resource) } as unknown as sdk.ResourceValidationArgs;
        if (typeof policy.validateResource === "function") {
            const validate = policy.validateResource;
            await run(() =>
                validate(args, (message) => found.push({ message, urn: resource.urn })),
            );
        }
    }
    const args = {
        ...common,
        resources: outputs.map(proxied),
    } as unknown as sdk.StackValidationArgs;
    await run(() =>
        policy.validateStack?.(args, (message, urn) => found.push({ message, urn: urn ?? "" })),
    );
    for (const { message, urn } of found) {
        if (!resources.some((resource) => resource.urn === urn)) {
            throw new Error(`"${message}" is about no resource of the stack: ${urn}`);
        }
    }
    return { violations: found.map(({ message }) => message), unknown: unknownPath };
}

function proxied(resource: TestResource): TestResource {
    return {
        ...resource,
        props: unknownCheckingProxy(resource.props),
    };
}
