/** Tells by its name whether a property, variable or setting holds a credential. */
export type NameTest = (name: string) => boolean;

const keyOwners =
    "api|access|account|aes|cipher|client|cookie|deploy|encryption|gpg|hmac|host|jwt|license|master|pgp|private|secret|service_account|rsa|session|shared|shared_access|signing|ssh|ssl|storage|stripe|subscription|tls|webhook";

/** Endings of names in snake case, as regular expressions. */
export const credentialNames: readonly string[] = [
    "[a-z]*passwords?(_hash)?",
    "[a-z]*(passwd|passphrase)",
    "passcode",
    "(pg|require|user)?pass",
    "masterauth",
    "pwd?",
    "psk",
    "[a-z]*secret",
    "(access|api|auth|bearer|id|refresh|session)?token",
    "(git(hub|lab)|gh|azure_devops|ado)_pat",
    "[a-z]*credentials?",
    "creds?",
    `(${keyOwners})_?key(_(base|data|pem))?`,
    "(erlang_|set_?)?cookie",
    "(proxy_)?authorization",
    "jwt",
    "id_(rsa|dsa|ecdsa|ed25519)",
    "kube_?config",
    "docker_?(cfg|config_?json)",
];

/** Names that end like a credential's, and are none. */
const harmlessNames = [
    "(bos|cancel|cancellation|cls|continuation|continue|delimiter|end|eos|lex|mask|next|pad|page|pagination|resume|sep|separator|start|stop|sync|unk)_?token",
    "(band|boarding|by|first|high|last|low|multi|second|single)_pass",
    "automount_service_account_token",
    "(existing|pull|tls)_secret",
    "old_?pwd",
].map((ending) => new RegExp(`(^|_)${ending}$`));

/** `MY_TOKEN2`, `TOKEN_OLD` and `password.base64` are named like `TOKEN`. */
const variant = /(_?(v?\d+|b64|base64|current|new|old|plain|previous))+$/;

const mostKnown = 10_000;

/** The test for names with one of the given endings: regular expressions for names in snake case. */
export function namesEndingIn(endings: readonly string[]): NameTest {
    const ending = new RegExp(`(^|_)(${endings.join("|")})$`);
    // The same few names come up in every resource.
    const known = new Map<string, boolean>();
    return (name) => {
        const answer = known.get(name) ?? isMatch(snakeCase(name), ending);
        if (known.size < mostKnown) {
            known.set(name, answer);
        }
        return answer;
    };
}

function isMatch(snake: string, ending: RegExp): boolean {
    return [snake, snake.replace(variant, "")].some(
        (one) => ending.test(one) && !harmlessNames.some((harmless) => harmless.test(one)),
    );
}

export const isCredentialName: NameTest = namesEndingIn(credentialNames);

/** Whether a name says that a value is a credential, or several: of `tokens: abc` and `maxTokens: 5`, one is a count. */
export function announces(name: string, value: unknown, isName: NameTest): boolean {
    return isName(name) || (!isCount(value) && isName(name.replace(/s$/i, "")));
}

function isCount(value: unknown): boolean {
    return typeof value === "number" || (typeof value === "string" && /^\s*[\d.]+\s*$/.test(value));
}

const longestName = 100;

/** `rabbitMqPassword` and `rabbit-mq.password` are the same name as `RABBIT_MQ_PASSWORD`. */
function snakeCase(name: string): string {
    return name
        .slice(-longestName)
        .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/[^A-Za-z0-9]+/g, "_")
        .replace(/^_|_$/g, "")
        .toLowerCase();
}
