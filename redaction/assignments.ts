import { announces, type NameTest } from "./credentialName";
import type { FoundCredential } from "./foundCredential";
import { assignedValue, type Span } from "./valueSpan";

/** A name, in quotes or bare, and what assigns to it. */
const assignment =
    /(?:(?<![\w.-])-{0,2}|\\[nrt])(?:"([^"\\\n]{1,100})|((?:[A-Za-z]{2,20}[ ])?[A-Za-z_.][\w.-]{0,99}))(\\*["'])?[ \t]{0,20}(?:=>|:=|={1,3}|:(?!\/\/))/g;
const secretManifest = /\bkind\\*["']?\s{0,5}:\s{0,5}\\*["']?Secret\b/;

/** The credentials that a text assigns to a name with `=`, `:`, `:=` or `=>`. */
export function assignments(text: string, isName: NameTest): FoundCredential[] {
    // In the manifest of a Secret, what is secret may have any name.
    const isSecret = secretManifest.test(text);
    const isHolder = (name: string) => isSecret && /^(data|stringData)$/.test(name);
    const found: FoundCredential[] = [];
    const types = urnTypes(text);
    assignment.lastIndex = 0;
    for (let match = assignment.exec(text); match; match = assignment.exec(text)) {
        const at = assignment.lastIndex;
        const start = match.index + (match[0].startsWith("\\") ? 2 : 0);
        const name = match[1] ?? match[2] ?? "";
        const what = name === "value" ? nameBeside(text, start, at) : name;
        while ((types[0]?.end ?? Infinity) <= start) {
            types.shift();
        }
        const isType = start >= (types[0]?.start ?? Infinity);
        const mayHold = !isType && (isHolder(what) || announces(what, undefined, isName));
        const value =
            mayHold && !isQuotedWhole(text, match, start)
                ? assignedValue(text, { start, end: at }, at)
                : undefined;
        if (
            value &&
            (isHolder(what) || announces(what, text.slice(value.start, value.end), isName))
        ) {
            found.push({ ...value, what, isNamed: true });
            assignment.lastIndex = Math.max(at, value.end);
        }
    }
    return found;
}

/** Whether quotes end right behind `=` or `:`, or a variable is compared: `echo "Password: "`, `test "$TOKEN" = "x"`. */
function isQuotedWhole(text: string, match: RegExpExecArray, start: number): boolean {
    const [all, inQuotes, , closing] = match;
    const before = text.slice(Math.max(0, start - 5), start) + (inQuotes === undefined ? "" : '"');
    const opening = /(\\*["'])\$?\{?$/.exec(before)?.[1];
    const at = match.index + all.length;
    const behind = text.slice(at, at + 20).trimStart();
    return (
        (opening !== undefined && closing === undefined && behind.startsWith(opening)) ||
        /["']\$\{?$/.test(before) ||
        inQuotes?.startsWith("$") === true
    );
}

/** Of a URN, what stands in front of the resource's name: `kubernetes:core/v1:Secret::` assigns nothing. */
function urnTypes(text: string): Span[] {
    if (!text.includes("urn:pulumi:")) {
        return [];
    }
    return [
        ...text.matchAll(
            /\burn:pulumi:[\w.*-]{1,200}::[\w.*-]{1,200}::(?:[\w$./@*-]|:(?!:)){1,500}::/g,
        ),
    ].map(({ index, 0: type }) => ({ start: index, end: index + type.length }));
}

const nameBefore =
    /(?:name|key)\\*["']?\s*[:=]\s*\\*["']?([\w.-]{1,100})\\*["']?[\s,]*(?:-\s*)?\\*["']?$/i;
const nameAfter =
    /^[^\n{}]{0,200}?[,\n]\s{0,40}\\*["']?name\\*["']?\s{0,5}[:=]\s{0,5}\\*["']?([\w.-]{1,100})/;
const neighbourhood = 250;

/** The name beside a `value`: `{"name": "DB_PASSWORD", "value": "..."}`, `name="password" value="..."`. */
function nameBeside(text: string, start: number, at: number): string {
    const before = nameBefore.exec(text.slice(Math.max(0, start - neighbourhood), start));
    return before?.[1] ?? nameAfter.exec(text.slice(at, at + neighbourhood))?.[1] ?? "value";
}
