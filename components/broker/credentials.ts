import * as pulumi from "@pulumi/pulumi";
import { RandomBytes, RandomPassword } from "@pulumi/random";

import { passwordHash } from "../topology/passwordHash";
import type { Credential, LocalCredential } from "../topology/users";
import { administrator, autoscaler, credentials } from "../topology/users";
import type { BrokerSettings } from "./arguments";
import { ownPassword } from "./ownPassword";

/** A user with the password that was made for it, and RabbitMQ's hash of that password. */
export interface BrokerCredential extends Credential {
    password: pulumi.Output<string>;
    passwordHash: pulumi.Output<string>;
}

/** One whose password is called by its name in its virtual host. */
export type LocalBrokerCredential = BrokerCredential & LocalCredential;

export interface BrokerCredentials {
    /** Everyone that the broker lets in. */
    valid: BrokerCredential[];
    /** The administrators that the broker may know while it is being changed, the new one first. */
    administrators: BrokerCredential[];
}

export function createBrokerCredentials(
    name: string,
    {
        namespace,
        administrator: admin,
        autoscaler: scaler,
        topology,
    }: Pick<BrokerSettings, "namespace" | "administrator" | "autoscaler" | "topology">,
    parent: pulumi.Resource,
): BrokerCredentials {
    const create = (user: Credential) => createCredential(name, namespace, user, parent);
    // The previous administrator is needed once more to log in and bring the new one, even when it is revoked.
    const administrators = credentials(administrator, {
        ...admin,
        revokePrevious: false,
    }).map(create);
    const validAdministrators = admin.revokePrevious ? administrators.slice(0, 1) : administrators;
    const owners = { ...topology.clients, ...(scaler && { [autoscaler]: scaler }) };
    const clients = Object.entries(owners)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([owner, args]) => credentials(owner, args))
        .map(create);
    return { valid: [...validAdministrators, ...clients], administrators };
}

/** The users of one virtual host. */
export function createLocalCredentials(
    name: string,
    namespace: pulumi.Input<string>,
    users: LocalCredential[],
    parent: pulumi.Resource,
): LocalBrokerCredential[] {
    return users.map((user) => ({
        ...createCredential(name, namespace, { ...user, username: user.localName }, parent),
        ...user,
    }));
}

/** The salt is kept in the state: drawn anew each time, every preview would show a change. */
function createCredential(
    name: string,
    namespace: pulumi.Input<string>,
    user: Credential,
    parent: pulumi.Resource,
): BrokerCredential {
    const passwordName = `${name}-${user.username}-password`;
    const password = user.passwordSecret
        ? ownPassword(passwordName, namespace, user.passwordSecret, parent)
        : new RandomPassword(
              passwordName,
              // Letters and digits only: safe in a URL, a shell, a configuration file and KEDA alike.
              { length: 40, special: false },
              { parent },
          ).result;
    const { base64: salt } = new RandomBytes(
        `${name}-${user.username}-salt`,
        { length: 4 },
        { parent },
    );
    // The mocks of a unit test generate nothing.
    const hash = pulumi
        .all([password, salt])
        .apply(([text = "", bytes = ""]) => passwordHash(text, bytes));
    return { ...user, password, passwordHash: pulumi.secret(hash) };
}
