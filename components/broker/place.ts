import type * as pulumi from "@pulumi/pulumi";

import type { RabbitMqBrokerArgs } from "./arguments";
import { updateGuard } from "./updateGuard";

/** Where a broker's messages are. The component keeps it, because a change of it makes new objects, which know nothing of the old. */
export interface BrokerPlace {
    namespace?: pulumi.Input<string>;
    storageClassName?: pulumi.Input<string>;
}

export function brokerPlace({ namespace, storage }: RabbitMqBrokerArgs): BrokerPlace {
    return {
        namespace: namespace ?? "default",
        // No StorageClass can be called so.
        storageClassName: storage?.ephemeral ? "emptyDir" : (storage?.storageClassName ?? ""),
    };
}

/** Refuses what would leave the messages behind, before anything else is looked at. */
export function placeGuard(name: string): pulumi.ResourceHook[] {
    return updateGuard(`${name}-place-guard`, placeProblems);
}

interface KnownPlace {
    namespace?: unknown;
    storageClassName?: unknown;
}

export function placeProblems(before: KnownPlace = {}, after: KnownPlace = {}): string[] {
    return [
        ...changed(before.namespace, after.namespace).map(
            ([from, to]) =>
                `namespace cannot go from ${from} to ${to}: there the broker would be a new one without messages, and the present one would go. ` +
                `Keep ${from}, or make a second broker in ${to} and move the messages to it.`,
        ),
        ...changed(before.storageClassName, after.storageClassName)
            .map((classes) => classes.map((name) => name || "the cluster's default"))
            .map(
                ([from, to]) =>
                    `storage.storageClassName cannot go from ${from} to ${to}: a volume never changes its class, so nothing would happen. ` +
                    `Keep ${from}, or make a second broker and move the messages to it.`,
            ),
    ];
}

/** The two values if they differ. What was not recorded yet, or is not known yet, says nothing. */
function changed(before: unknown, after: unknown): [string, string][] {
    const areKnown = typeof before === "string" && typeof after === "string";
    return areKnown && before !== after ? [[before, after]] : [];
}

/** The options with hooks before the others that run when a resource is updated. */
export function withHooks(
    opts: pulumi.ComponentResourceOptions | undefined,
    hooks: pulumi.ResourceHook[],
): pulumi.ComponentResourceOptions {
    const beforeUpdate = [...hooks, ...(opts?.hooks?.beforeUpdate ?? [])];
    return { ...opts, hooks: { ...opts?.hooks, beforeUpdate } };
}
