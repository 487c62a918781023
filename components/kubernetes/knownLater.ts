import * as pulumi from "@pulumi/pulumi";

/** Whether a value comes from another resource or stack, so that a program cannot look at it while it runs. */
export function isKnownLater(
    value: unknown,
): value is pulumi.OutputInstance<unknown> | Promise<unknown> {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** A value, if it is known while the program runs. */
export function knownNow<T>(value: pulumi.Input<T>): T | undefined {
    return isKnownLater(value) ? undefined : value;
}

/**
 * What follows from a value, at once where the value is known while the program runs: then what is not known
 * yet in one part of it hides nothing else in a preview.
 */
export function whenKnown<From, To>(
    value: pulumi.Input<From>,
    take: (value: From) => To,
): pulumi.Input<pulumi.Unwrap<To>> {
    return isKnownLater(value)
        ? (pulumi.output(value).apply((known) => take(known as From)) as pulumi.Output<
              pulumi.Unwrap<To>
          >)
        : (take(value) as pulumi.Unwrap<To>);
}
