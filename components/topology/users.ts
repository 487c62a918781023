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
