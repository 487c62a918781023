import { credentialNames, namesEndingIn, type NameTest } from "../../redaction/credentialName";
import { isCredentialPath } from "../../redaction/credentialPath";
import { redactText, secretMark } from "../../redaction/credentialText";
import { isSecret } from "../../redaction/engineValue";
import { isLiteral } from "../../redaction/literal";
import type { Properties } from "../events/engineEvent";
import type { PropertyPath } from "./propertyPath";
import { plainTexts, recordOf } from "./propertyValue";

/** What a team knows to be secret, beside what everyone would. */
export interface SecretKnowledge {
    /** Endings of names in snake case, as regular expressions. */
    secretNames?: readonly string[];
    /** Texts that are never shown, as regular expressions. */
    masks?: readonly string[];
}

const shortestSecret = 4;
/** What only its name calls a secret may be an ordinary word. */
const shortestNamedSecret = 8;
const longestKept = 200;
const controls =
    // eslint-disable-next-line no-control-regex
    /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|<\{%[^%\n]{1,40}%\}>|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Knows the secrets of one stack's stream, and takes them out of whatever is shown of it. */
export class Redaction {
    private readonly isName: NameTest;
    private readonly masks: RegExp[];
    private readonly replacements = new Map<string, string>();
    /** The names of Secrets: what they hold is secret, what they are called is not. */
    private readonly objectNames = new Set<unknown>();
    /** Short texts come up again and again. */
    private readonly shownTexts = new Map<string, string>();
    private replaceKnown?: (text: string) => string;

    constructor({ secretNames = [], masks = [] }: SecretKnowledge = {}) {
        this.isName = namesEndingIn([...credentialNames, ...secretNames]);
        this.masks = masks.map((mask) => new RegExp(mask, "g"));
    }

    /** True where Kubernetes or a name says that a value is secret, whether or not the program marked it so. */
    isSecretPath(type: string, path: PropertyPath, root: unknown): boolean {
        return isSecretData(type, path) || isCredentialPath(path, root, this.isName);
    }

    /** Whether a value only names a Secret of the stack, under a key that calls it one: `administratorSecret`. */
    isNameOfSecret(path: PropertyPath, value: unknown): boolean {
        return this.objectNames.has(value) && /secret$/i.test(String(path.at(-1)));
    }

    /** Remembers the name of a Secret. */
    addObject(type: string | undefined, inputs: Properties | null | undefined): void {
        const { name } = recordOf(inputs?.metadata);
        if (type === "kubernetes:core/v1:Secret" && typeof name === "string") {
            this.objectNames.add(name);
        }
    }

    /** Remembers what the engine marks as secret, where a stream shows it. */
    addMarked(value: unknown): void {
        if (isSecret(value)) {
            plainTexts(value).forEach((text) => this.addSecret(text, shortestSecret));
        } else if (typeof value === "object" && value !== null) {
            Object.values(value).forEach((child) => this.addMarked(child));
        }
    }

    /** Remembers a value that stands where secrets stand. */
    addNamed(type: string, path: PropertyPath, value: unknown): void {
        if (typeof value !== "string" || !isLiteral(value)) {
            return;
        }
        this.addSecret(value, shortestNamedSecret);
        if (isSecretData(type, path)) {
            this.addSecret(Buffer.from(value, "base64").toString(), shortestNamedSecret);
        }
    }

    /** Shows something else for a text. */
    replace(text: string, shown: string): void {
        this.replacements.set(text, shown);
        this.replaceKnown = undefined;
        this.shownTexts.clear();
    }

    /** A text as it may be shown: whole, because what is cut or split hides its secrets from the search. */
    readonly shown = (text: string): string => {
        const shown = this.shownTexts.get(text) ?? this.redacted(text);
        if (text.length < longestKept) {
            this.shownTexts.set(text, shown);
        }
        return shown;
    };

    private redacted(text: string): string {
        this.replaceKnown ??= textReplacer(this.replacements);
        const known = this.replaceKnown(text.replace(controls, ""));
        return this.masks.reduce(
            (masked, mask) => masked.replace(mask, secretMark),
            redactText(known, this.isName),
        );
    }

    private addSecret(text: string, shortest: number): void {
        const lines = text.includes("\n") ? text.split("\n").map((line) => line.trim()) : [];
        const parts = lines.filter((line) => line.length >= shortestNamedSecret);
        for (const part of [text, ...parts].filter((part) => part.length >= shortest)) {
            spellings(part).forEach((spelling) => this.replace(spelling, secretMark));
        }
    }
}

function isSecretData(type: string, path: PropertyPath): boolean {
    return (
        /^kubernetes:core\/v1:Secret(Patch)?$/.test(type) &&
        /^(data|stringData)$/.test(String(path[0]))
    );
}

/** How a secret may turn up elsewhere. */
function spellings(text: string): string[] {
    const json = JSON.stringify(text).slice(1, -1);
    const base64 = Buffer.from(text).toString("base64").replace(/=+$/, "");
    return [
        text,
        text.replace(controls, ""),
        base64,
        base64.replaceAll("+", "-").replaceAll("/", "_"),
        encodeURIComponent(text),
        json,
        JSON.stringify(json).slice(1, -1),
    ].filter(Boolean);
}

/** Replaces texts; longer ones first, so that no part of one is left. */
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
