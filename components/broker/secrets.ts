import { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { administratorData } from "./administratorSecret";
import type { BrokerContext } from "./context";
import type { BrokerCredentials } from "./credentials";
import type { DefinitionsData } from "./definitionsSecret";

export interface BrokerSecrets {
    /** Of fixed name: it changes while the brokers run, who must not be replaced with it. */
    definitions: Secret;
    /** Made once. Nodes that do not share it cannot talk to each other, so it is no part of any rotation. */
    erlangCookie: Secret;
    administrator: Secret;
}

export function definitionsSecretName(broker: string): string {
    return `${broker}-definitions`;
}

export function createBrokerSecrets(
    { name, settings, parent, named, autonamed }: BrokerContext,
    host: pulumi.Output<string>,
    credentials: BrokerCredentials,
    definitions: DefinitionsData,
): BrokerSecrets {
    const child = { parent };
    const { result: cookie } = new RandomPassword(
        `${name}-erlang-cookie`,
        { length: 64, special: false },
        // Without it nodes do not talk to each other: it goes only when somebody says so.
        { parent, ...(settings.keepOnDelete && { protect: true }) },
    );
    return {
        definitions: new Secret(
            definitionsSecretName(name),
            { metadata: named(definitionsSecretName(name)), stringData: definitions.stringData },
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
                stringData: administratorData(credentials.administrators, host),
            },
            child,
        ),
    };
}
