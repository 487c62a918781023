import { announces, type NameTest } from "./credentialName";
import { credentialsIn } from "./credentialText";
import type { FoundCredential } from "./foundCredential";
import { isLiteral, isProse } from "./literal";

/**
 * What a named text holds of secrets, as `a literal secret` or `the literal secret password`; undefined where it holds
 * none, or only refers to some.
 */
export function literalSecret(name: string, text: string, isName: NameTest): string | undefined {
    if (announces(name, text, isName)) {
        return isLiteral(text) ? "a literal secret" : undefined;
    }
    const inside = base64.test(text) ? decoded(text) : "";
    const found = [...literalsIn(text, isName), ...literalsIn(inside, isName)];
    const named = found
        .filter(({ isNamed }) => isNamed)
        // `export NAME` is about NAME.
        .map(({ what }) => what.split(" ").at(-1));
    return named.length > 0
        ? `the literal secret ${[...new Set(named)].join(", ")}`
        : found[0]?.what;
}

/** Long enough for a URL with a password, or for a setting. */
const base64 = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/;

export function decoded(text: string): string {
    return Buffer.from(text, "base64").toString("utf8");
}

function literalsIn(text: string, isName: NameTest): FoundCredential[] {
    return credentialsIn(text, isName).filter(({ start, end, what, isNamed }) => {
        const value = valueOf(text, start, end);
        return (
            isLiteral(value) &&
            !(isNamed && isProse(restOfLine(text, start))) &&
            !(authorization.test(what) && isSettings(value, isName))
        );
    });
}

/** Behind the word for how a header authorizes stands the credential. */
function valueOf(text: string, start: number, end: number): string {
    const value = text.slice(start, end);
    const behind = /^(basic|bearer|digest|token)$/i.test(value)
        ? /^[ \t]+[^\s"'\\]+/.exec(text.slice(end, end + 500))?.[0]
        : undefined;
    return value + (behind ?? "");
}

/** In the middle of a sentence the value of a name is only its first word. */
function restOfLine(text: string, start: number): string {
    return /^[^\n"]{0,200}/.exec(text.slice(start, start + 200))?.[0] ?? "";
}

const authorization = /authorization$/i;

/** Under `authorization` stands a header, or how rights are given: one word for it, or an object. */
function isSettings(value: string, isName: NameTest): boolean {
    return (
        /^\s*["']?(?!(basic|bearer|digest|token)\b)[A-Za-z,]+["']?\s*$/i.test(value) ||
        (/^\s*\{|:\s/.test(value) && literalsIn(value, isName).length === 0)
    );
}
