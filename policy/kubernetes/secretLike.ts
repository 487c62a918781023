/** How names and texts that hold secrets look. Nothing here ever returns the secret itself. */

/** Endings of names in snake case, as regular expressions. */
export const secretNames: readonly string[] = [
    "password",
    "passwd",
    "passphrase",
    "pass",
    "pwd",
    "secret",
    "token",
    "credentials?",
    "(api|access|secret|private|encryption|signing)_?key",
    "erlang_cookie",
];

/** `rabbitMqPassword` and `rabbit-mq.password` are the same name as `RABBIT_MQ_PASSWORD`. */
export function isSecretName(name: string, endings: readonly string[]): boolean {
    const snakeCase = name
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/[^A-Za-z0-9]+/g, "_")
        .toLowerCase();
    return new RegExp(`(^|_)(${endings.join("|")})$`).test(snakeCase);
}

/** `$(NAME)` and `${NAME}` stand for a value from elsewhere. */
const reference = /^["']?\$[({]/;
const urlPassword = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?<password>[^\s/@]+)@/gi;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** What secret a text contains by its form, whatever it is called. */
export function secretIn(text: string): string | undefined {
    if (privateKey.test(text)) {
        return "a private key";
    }
    for (const match of text.matchAll(urlPassword)) {
        if (!reference.test(match.groups?.["password"] ?? "")) {
            return "a URL with a password";
        }
    }
    return undefined;
}

export function isLiteral(value: string): boolean {
    return value !== "" && !reference.test(value);
}

/** The secret-like settings (`key = value`, `key: value`) in the text of a configuration file. */
export function secretSettings(text: string, endings: readonly string[]): string[] {
    const settings = text.matchAll(/^\s*["']?(?<key>[\w.-]+)["']?\s*[=:]\s*(?<value>\S.*)$/gm);
    return [...settings]
        .filter(({ groups }) => isLiteral(groups?.["value"] ?? ""))
        .map(({ groups }) => groups?.["key"] ?? "")
        .filter((key) => isSecretName(key, endings));
}
