import * as pulumi from "@pulumi/pulumi";

/** Inputs of a resource, before an update or after it; absent when there are none yet. */
type Inputs = { [name: string]: unknown } | undefined;

/** Has the engine ask before it updates a resource, in a preview as well; what is returned refuses the update. */
export function updateGuard(
    name: string,
    problems: (before: Inputs, after: Inputs) => string[],
): pulumi.ResourceHook[] {
    if (!hooksAreRun()) {
        return [];
    }
    const refuse = ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
        const found = problems(oldInputs as Inputs, newInputs as Inputs);
        if (found.length > 0) {
            throw new Error(found.join("\n"));
        }
    };
    return [new pulumi.ResourceHook(name, refuse, { onDryRun: true })];
}

/** The mocks of a unit test have no engine that runs hooks, and one that is registered there would never be. */
export function hooksAreRun(): boolean {
    const monitor = pulumi.runtime.getMonitor();
    return !monitor || "registerResourceHook" in monitor;
}
