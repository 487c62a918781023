import * as pulumi from "@pulumi/pulumi";

/** Whether a value comes from another resource or stack, so that a program cannot look at it while it runs. */
export function isKnownLater(
    value: unknown,
): value is pulumi.OutputInstance<unknown> | Promise<unknown> {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}
