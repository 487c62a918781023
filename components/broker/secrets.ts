import { Secret, SecretPatch } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import type { SecretData } from "../kubernetes/secretData";
import { administratorData } from "./administratorSecret";
import type { BrokerContext } from "./context";
import type { BrokerCredentials } from "./credentials";
import type { DefinitionsData } from "./definitionsSecret";

export interface BrokerSecrets {
    /** What nodes import when they boot, by a fixed name: it changes while they run, and is never away. */
    definitions: pulumi.Resource;
    /** What the Job applies. */
    topology: Secret;
    /** Made once. Nodes that do not share it cannot talk to each other, so it is no part of any rotation. */
    erlangCookie: Secret;
    administrator: Secret;
}

export function definitionsSecretName(broker: string): string {
    return `${broker}-definitions`;
}

export function createBrokerSecrets(
    context: BrokerContext,
    host: pulumi.Output<string>,
    credentials: BrokerCredentials,
    definitions: DefinitionsData,
): BrokerSecrets {
    const { name, settings, parent, autonamed } = context;
    const child = { parent };
    const { result: cookie } = new RandomPassword(
        `${name}-erlang-cookie`,
        { length: 64, special: false },
        // Without it nodes do not talk to each other: it goes only when somebody says so.
        { parent, ...(settings.keepOnDelete && { protect: true }) },
    );
    return {
        definitions: createDefinitionsSecret(context, definitions.boot),
        topology: new Secret(
            `${name}-topology`,
            { metadata: autonamed, immutable: true, data: definitions.topology },
            child,
        ),
        erlangCookie: new Secret(
            `${name}-erlang-cookie`,
            { metadata: autonamed, immutable: true, stringData: pulumi.secret({ cookie }) },
            child,
        ),
        administrator: new Secret(
            `${name}-administrator`,
            {
                metadata: autonamed,
                immutable: true,
                stringData: administratorData(credentials.administrators, host, settings),
            },
            child,
        ),
    };
}

/**
 * A Secret whose data changes is deleted before it is made again, and a pod that starts meanwhile has
 * nothing to mount. So it is made once without data, which a patch puts in and changes in place.
 */
function createDefinitionsSecret(
    { name, parent, named, autonamed }: BrokerContext,
    data: pulumi.Output<SecretData>,
): pulumi.Resource {
    const secretName = definitionsSecretName(name);
    const secret = new Secret(secretName, { metadata: named(secretName) }, { parent });
    return new SecretPatch(
        secretName,
        { metadata: { name: secretName, namespace: autonamed.namespace }, data },
        { parent, dependsOn: [secret] },
    );
}
