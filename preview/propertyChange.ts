import { formatPath, parsePath, type PropertyPath } from "./propertyPath";
import {
    absent,
    hidden,
    isRecord,
    isSecret,
    secret,
    show,
    valueAt,
    type ShownValue,
} from "./propertyValue";
import { isSecretPath, redactText } from "./redaction";
import type { StepMetadata } from "./engineEvent";

/** One property that a step adds, changes or removes. */
export interface PropertyChange {
    path: string;
    before: ShownValue;
    after: ShownValue;
    forcesReplacement: boolean;
    /** The lines that differ, where both values are texts of several lines. */
    lines?: { removed: string[]; added: string[] };
}

/** All changes of a step, by path; a change of a whole object or list is told leaf by leaf. */
export function propertyChanges(step: StepMetadata): PropertyChange[] {
    if (/^(delete|discard)/.test(step.op)) {
        return [];
    }
    const before = step.old?.inputs ?? {};
    const after =
        step.op === "delete" || step.op === "delete-replaced" ? {} : (step.new?.inputs ?? {});
    const detailed = Object.entries(step.detailedDiff ?? {});
    const forcing = new Set(step.keys ?? []);
    const changes = detailed.length
        ? detailed.flatMap(([path, { diffKind }]) =>
              below(step, parsePath(path), diffKind.endsWith("-replace")),
          )
        : leaves([], before, after).map((path) =>
              change(step, path, before, after, forcing.has(String(path[0]))),
          );
    return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function below(step: StepMetadata, path: PropertyPath, forces: boolean): PropertyChange[] {
    const inputs = step.old?.inputs ?? {};
    const known = valueAt(inputs, path) !== undefined;
    const before = known ? inputs : (step.old?.outputs ?? {});
    const after = step.new?.inputs ?? {};
    const paths = leaves(path, valueAt(before, path), valueAt(after, path));
    return (paths.length ? paths : [path]).map((leaf) => change(step, leaf, before, after, forces));
}

/** The paths of the leaves that differ; a secret or unknown value is a leaf. */
function leaves(path: PropertyPath, before: unknown, after: unknown): PropertyPath[] {
    if (JSON.stringify(before) === JSON.stringify(after)) {
        return [];
    }
    const branches = [before, after].filter((value) => value !== undefined);
    const isTold = branches.every((branch) => isBranch(branch, Array.isArray(branches[0])));
    const keys = isTold ? childKeys(branches as object[]) : [];
    return keys.length
        ? keys.flatMap((key) => leaves([...path, key], child(before, key), child(after, key)))
        : [path];
}

function isBranch(value: unknown, isList: boolean): boolean {
    return isList ? Array.isArray(value) : isRecord(value) && !isSecret(value);
}

function childKeys(branches: object[]): (string | number)[] {
    const keys = [...new Set(branches.flatMap(Object.keys))].filter((key) => !key.startsWith("__"));
    return Array.isArray(branches[0]) ? keys.map(Number) : keys;
}

function child(value: unknown, key: string | number): unknown {
    return (value as Record<string | number, unknown> | undefined)?.[key];
}

function change(
    step: StepMetadata,
    path: PropertyPath,
    before: unknown,
    after: unknown,
    forcesReplacement: boolean,
): PropertyChange {
    const told = { path: formatPath(path), forcesReplacement };
    const [old, now] = [valueAt(before, path), valueAt(after, path)];
    if (isHidden(step, path)) {
        return { ...told, before: covered(old, hidden), after: covered(now, hidden) };
    }
    const isCovered =
        isSecret(old) ||
        isSecret(now) ||
        isSecretPath(step.type, path, before) ||
        isSecretPath(step.type, path, after);
    if (isCovered) {
        return { ...told, before: covered(old, secret), after: covered(now, secret) };
    }
    return { ...told, before: redacted(old), after: redacted(now), ...lineDifference(old, now) };
}

function isHidden(step: StepMetadata, path: PropertyPath): boolean {
    const hides = [...(step.old?.hideDiffs ?? []), ...(step.new?.hideDiffs ?? [])];
    return hides.some((hide) => hide.every((key, i) => key === "*" || key === path[i]));
}

function covered(value: unknown, cover: ShownValue): ShownValue {
    return value === undefined ? absent : cover;
}

function redacted(value: unknown): ShownValue {
    return show(typeof value === "string" ? redactText(value) : value);
}

const mostLines = 40;

function lineDifference(before: unknown, after: unknown): Pick<PropertyChange, "lines"> {
    if (typeof before !== "string" || typeof after !== "string" || !/\n./.test(before + after)) {
        return {};
    }
    const [old, now] = [before.split("\n"), after.split("\n")];
    while (old.length && now.length && old[0] === now[0]) {
        old.shift();
        now.shift();
    }
    while (old.length && now.length && old.at(-1) === now.at(-1)) {
        old.pop();
        now.pop();
    }
    return { lines: { removed: shownLines(old), added: shownLines(now) } };
}

function shownLines(lines: string[]): string[] {
    const shown = lines.slice(0, mostLines).map((line) => {
        const value = show(redactText(line));
        return value.is === "value" ? value.text : "";
    });
    return lines.length > mostLines
        ? [...shown, `(${lines.length - mostLines} more lines)`]
        : shown;
}
