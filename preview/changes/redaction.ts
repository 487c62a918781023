import type { PropertyPath } from "./propertyPath";
import { isSecret, plainTexts } from "./propertyValue";

const mark = "[secret]";
const secretName =
    /(^|[^a-z])(pass(word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|credentials?|cookie|kubeconfig)$/i;
const camelSecretName = /(Password|Passphrase|ApiKey|PrivateKey|AccessToken|AuthToken)$/;
const urlPassword = /\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"'`]{0,200}):([^\s/@"'`]+)@/gi;
const assignment =
    /\b((?:[\w.-]{0,60}[_.-])?(?:password|passwd|passphrase|pass|token|api[_-]?key)["']?\s*[=:]\s*["']?)([^\s"'{[<,;][^\s"',;]*)/gi;

/** Hides what reads like a credential in a text that the engine does not mark: a URL's password, `password = ...`. */
export function redactText(text: string): string {
    return text.replace(urlPassword, `$1:${mark}@`).replace(assignment, `$1${mark}`);
}

/** True where Kubernetes or a name says that a value is secret, whether or not the program marked it so. */
export function isSecretPath(type: string, path: PropertyPath, root: unknown): boolean {
    if (
        /^kubernetes:core\/v1:Secret(Patch)?$/.test(type) &&
        /^(data|stringData)$/.test(String(path[0]))
    ) {
        return true;
    }
    const last = path.at(-1);
    return last === "value" ? isSecretName(sibling(root, path)) : isSecretName(last);
}

function isSecretName(name: unknown): boolean {
    return typeof name === "string" && (secretName.test(name) || camelSecretName.test(name));
}

function sibling(root: unknown, path: PropertyPath): unknown {
    let owner = root;
    for (const key of path.slice(0, -1)) {
        owner = (owner as { [key: string | number]: unknown } | null | undefined)?.[key];
    }
    return (owner as { name?: unknown } | null | undefined)?.name;
}

/** Collects the plain texts of secrets, where a stream has them, in every spelling in which they could turn up elsewhere. */
export function secretTexts(value: unknown): string[] {
    if (isSecret(value)) {
        return plainTexts(value).flatMap(spellings);
    }
    return typeof value === "object" && value !== null
        ? Object.values(value).flatMap(secretTexts)
        : [];
}

const shortestSecret = 4;

function spellings(text: string): string[] {
    return text.length < shortestSecret
        ? []
        : [
              text,
              Buffer.from(text).toString("base64"),
              encodeURIComponent(text),
              JSON.stringify(text).slice(1, -1),
          ];
}

/** Replaces known secrets; longer ones first, so that no part of one is left. */
export function textReplacer(replacements: ReadonlyMap<string, string>): (text: string) => string {
    const found = [...replacements.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    if (!found.length) {
        return (text) => text;
    }
    const pattern = new RegExp(found.map(escapePattern).join("|"), "g");
    return (text) => text.replace(pattern, (match) => replacements.get(match) ?? mark);
}

function escapePattern(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
