import { assignments } from "./assignments";
import { isCredentialName, type NameTest } from "./credentialName";
import type { FoundCredential } from "./foundCredential";
import { namedForms, secretForms } from "./secretForms";

export const secretMark = "[secret]";

/**
 * The credentials in a text of any format: those that a name announces (`key = value`, YAML, JSON, XML, Erlang terms,
 * options of a command, headers, pairs of `name` and `value`), passwords in URLs, and what looks like one by its form.
 */
export function credentialsIn(
    text: string,
    isName: NameTest = isCredentialName,
): FoundCredential[] {
    return [
        ...assignments(text, isName),
        ...namedForms.flatMap((form) =>
            matches(text, form, (name) => name).filter(({ what }) => isName(what)),
        ),
        ...secretForms.flatMap(([what, form]) => matches(text, form, () => what)),
    ];
}

/** The text with each of its credentials replaced. */
export function redactText(text: string, isName: NameTest = isCredentialName): string {
    let shown = "";
    let from = 0;
    for (const { start, end } of credentialsIn(text, isName).sort((a, b) => a.start - b.start)) {
        if (start >= from) {
            shown += text.slice(from, start) + secretMark;
        }
        from = Math.max(from, end);
    }
    return shown + text.slice(from);
}

/** The credential is the group `value`, or else the whole match. */
function matches(text: string, form: RegExp, what: (name: string) => string): FoundCredential[] {
    // `matchAll` copies the pattern, and most texts hold none.
    if (text.search(form) === -1) {
        return [];
    }
    return [...text.matchAll(form)].map(({ groups, indices, index, 0: all }) => {
        const [start, end] = indices?.groups?.["value"] ?? [index, index + all.length];
        const { name } = groups ?? {};
        return { start, end, what: what(name ?? ""), isNamed: name !== undefined };
    });
}
