import * as pulumi from "@pulumi/pulumi";

/** Whether a recorded value is a secret as a whole. */
export function isSecret(value: unknown): boolean {
    return pulumi.runtime.isRpcSecret(value);
}

/** Whether a recorded value is a secret, or holds one at any depth. */
export function containsSecret(value: unknown): boolean {
    return isSecret(value) || children(value).some(containsSecret);
}

/** A recorded value with every secret in it taken out of its envelope. */
export function unwrapSecret(value: unknown): unknown {
    return mapped(value, (envelope) => unwrapSecret(pulumi.runtime.unwrapRpcSecret(envelope)));
}

/** All that can be read of a recorded value by those who may not see its secrets. */
export function plainText(value: unknown): string {
    return JSON.stringify(mapped(value, () => "[secret]"));
}

function mapped(value: unknown, replace: (envelope: unknown) => unknown): unknown {
    if (isSecret(value)) {
        return replace(value);
    }
    if (Array.isArray(value)) {
        return value.map((item) => mapped(item, replace));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value).map(([key, item]) => [key, mapped(item, replace)]);
    return Object.fromEntries(entries);
}

function children(value: unknown): unknown[] {
    return typeof value === "object" && value !== null ? Object.values(value) : [];
}
