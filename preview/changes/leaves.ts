import { isSecret } from "../../redaction/engineValue";
import type { PropertyPath } from "./propertyPath";
import { isRecord } from "./propertyValue";

/** The paths of the leaves that differ; a secret or unknown value is a leaf. */
export function leaves(path: PropertyPath, before: unknown, after: unknown): PropertyPath[] {
    const values = [before, after].filter((value) => value !== undefined);
    if (!values.every((value) => isBranch(value, Array.isArray(values[0])))) {
        return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
    }
    const keys = childKeys(values as object[]);
    const isAddedEmpty = keys.length === 0 && values.length === 1;
    return isAddedEmpty
        ? [path]
        : keys.flatMap((key) => leaves([...path, key], child(before, key), child(after, key)));
}

function isBranch(value: unknown, isList: boolean): boolean {
    return isList ? Array.isArray(value) : isRecord(value) && !isSecret(value);
}

function childKeys(branches: object[]): (string | number)[] {
    const keys = [...new Set(branches.flatMap(Object.keys))].filter((key) => !key.startsWith("__"));
    return Array.isArray(branches[0]) ? keys.map(Number) : keys;
}

function child(value: unknown, key: string | number): unknown {
    return (value as { [key: string | number]: unknown } | undefined)?.[key];
}
