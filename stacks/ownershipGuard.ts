import * as pulumi from "@pulumi/pulumi";

import type { Owner, OwnerLookup } from "./owners";

/**
 * Pulumi takes over an object that is there already when nothing in it differs, and names field managers
 * when something does. What belongs to another stack is refused before, with that stack's name.
 */
export function namespaceGuard(self: Owner, owners: OwnerLookup): pulumi.ResourceHook {
    return refusing("namespace-owner", async (name) => {
        const owner = await owners.namespace(name);
        return isAnother(owner, self)
            ? `the namespace ${name} belongs to the stack ${owner.stack} of the project ${owner.project}. ` +
                  `Take another namespace, or set createNamespace to false to live beside that stack's objects.`
            : undefined;
    });
}

export function objectsGuard(
    self: Owner,
    namespace: string,
    owners: OwnerLookup,
): pulumi.ResourceHook {
    return refusing("objects-owner", async (name) => {
        const owner = await owners.serviceAccount(name, namespace);
        return isAnother(owner, self)
            ? `${name} in the namespace ${namespace} belongs to the stack ${owner.stack} of the project ${owner.project}. ` +
                  `Take another namespace, or another name.`
            : undefined;
    });
}

function isAnother(owner: Owner | undefined, self: Owner): owner is Owner {
    return owner !== undefined && (owner.stack !== self.stack || owner.project !== self.project);
}

function refusing(
    hook: string,
    reason: (name: string) => Promise<string | undefined>,
): pulumi.ResourceHook {
    const refuse = async ({ name }: pulumi.ResourceHookArgs) => {
        const found = await reason(name);
        if (found !== undefined) {
            throw new Error(found);
        }
    };
    return new pulumi.ResourceHook(hook, refuse, { onDryRun: true });
}
