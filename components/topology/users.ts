import type { PasswordSecretSettings, RotationSettings } from "./defaults";

/** One user on the broker: a client or the administrator, in one version of its credentials. */
export interface Credential {
    owner: string;
    version: number;
    username: string;
    /** Where its password is, if it is not generated. */
    passwordSecret?: PasswordSecretSettings;
}

/** The owner name of the broker's own administrator, which no client can have. */
export const administrator = "administrator";

/** The owner name of the user by which KEDA looks at queues, which no client can have. */
export const autoscaler = "autoscaler";

/** The owner name of the user by which a tenant declares, which no client can have. */
export const tenant = "tenant";

/** The versions that hold valid credentials: the current one first, then the one that is being replaced. */
export function credentials(
    owner: string,
    { credentialVersion, revokePrevious, passwordSecret }: RotationSettings,
): Credential[] {
    const versions =
        credentialVersion > 1 && !revokePrevious
            ? [credentialVersion, credentialVersion - 1]
            : [credentialVersion];
    return versions.map((version) => ({
        ...credential(owner, version),
        ...(passwordSecret?.credentialVersion === version && { passwordSecret }),
    }));
}

export function credential(owner: string, version: number): Credential {
    return { owner, version, username: `${owner}-v${version}` };
}

/** A user of one virtual host: its name on the broker, where others have clients of the same name, and what it is called there. */
export interface LocalCredential extends Credential {
    localName: string;
}

/** The users of one virtual host. The name of an owner has no dot, so no two virtual hosts have a user in common. */
export function usersIn(
    virtualHost: string,
    owners: { [owner: string]: RotationSettings },
): LocalCredential[] {
    return Object.entries(owners)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([owner, rotation]) => credentials(owner, rotation))
        .map((user) => ({
            ...user,
            localName: user.username,
            username: `${virtualHost}.${user.username}`,
        }));
}
