import { isCredentialPath } from "../../redaction/credentialPath";
import { secretMark } from "../../redaction/credentialText";
import { isSecret } from "../../redaction/engineValue";
import type { PropertyPath } from "./propertyPath";
import { plainTexts } from "./propertyValue";

/** True where Kubernetes or a name says that a value is secret, whether or not the program marked it so. */
export function isSecretPath(type: string, path: PropertyPath, root: unknown): boolean {
    if (
        /^kubernetes:core\/v1:Secret(Patch)?$/.test(type) &&
        /^(data|stringData)$/.test(String(path[0]))
    ) {
        return true;
    }
    return isCredentialPath(path, root);
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
    return (text) => text.replace(pattern, (match) => replacements.get(match) ?? secretMark);
}

function escapePattern(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
