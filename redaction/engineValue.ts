/** How the Pulumi engine writes values that are no plain JSON, in events and in exported state. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What stands for a value that is known only after `up`. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret: encrypted, or in plain text where the stream or the export shows secrets. */
export interface SecretValue {
    ciphertext?: unknown;
    plaintext?: unknown;
}

export function isSecret(value: unknown): value is SecretValue {
    return (
        typeof value === "object" &&
        value !== null &&
        (value as { [key: string]: unknown })[signature] === secretSignature
    );
}

/** The value inside a secret, or undefined where it is encrypted. */
export function plainValue({ plaintext }: SecretValue): unknown {
    try {
        return typeof plaintext === "string" ? JSON.parse(plaintext) : plaintext;
    } catch {
        return plaintext;
    }
}
