import { announces, isCredentialName, type NameTest } from "./credentialName";
import { isReference, isReferenceWord } from "./valueSpan";

type Path = readonly (string | number)[];
type Record = { readonly [key: string]: unknown };

/**
 * Whether a value of a structured object is a credential by the names on the way to it: its own (`password`), one
 * above it (`password.value`, `credentials[0]`), the `name` beside a `value`, the option in front of an argument, or
 * the `data` of a Secret. What only refers to a Secret is none, nor is a switch.
 */
export function isCredentialPath(
    path: Path,
    root: unknown,
    isName: NameTest = isCredentialName,
): boolean {
    const values = path.reduce<unknown[]>((all, key) => [...all, child(all.at(-1), key)], [root]);
    const leaf = values.at(-1);
    if (typeof leaf === "boolean" || leaf === null) {
        return false;
    }
    return path.some((key, index) => {
        const [owner, value] = [values[index], values[index + 1]];
        const name = announcedName(owner, key);
        const below = path.slice(index + 1);
        return (
            (announces(name, value, isName) && !(below.length && isReferenceTo(value, below))) ||
            (isSecretManifest(owner) && (key === "data" || key === "stringData"))
        );
    });
}

/** What is an option beyond doubt: a password may begin with a hyphen as well. */
const anotherOption = /^(-[A-Za-z]$|--[a-z][a-z0-9]*([.-][a-z0-9]+)*(=|$))/;

/** What a value is called: by its key, by the `name` beside it, or by the option in front of it. */
function announcedName(owner: unknown, key: string | number): string {
    if (typeof key === "number") {
        const [option, value] = [child(owner, key - 1), child(owner, key)];
        const isArgument = typeof option === "string" && !anotherOption.test(String(value));
        return isArgument ? (/^--?([\w.-]+)$/.exec(option)?.[1] ?? "") : "";
    }
    const { name, key: entry } = record(owner);
    const beside = name ?? entry;
    return key === "value" && typeof beside === "string" ? beside : key;
}

function isReferenceTo(value: unknown, below: Path): boolean {
    const item = Array.isArray(value) ? child(value, below[0] ?? 0) : value;
    if (typeof item === "object" && item !== null) {
        return isReference(Object.keys(item));
    }
    const names = below.filter((key) => typeof key === "string");
    return item === undefined && names.length > 0 && names.every(isReferenceWord);
}

function isSecretManifest(owner: unknown): boolean {
    return record(owner)["kind"] === "Secret";
}

function record(value: unknown): Record {
    return typeof value === "object" && value !== null ? (value as Record) : {};
}

function child(owner: unknown, key: string | number): unknown {
    return Object.hasOwn(record(owner), key) ? record(owner)[key] : undefined;
}
