import { redactText } from "../../redaction/credentialText";
import { isSecret, unknownValue } from "../../redaction/engineValue";
import type { DiffKind, StepMetadata } from "../events/engineEvent";
import { formatPath, type NamedPath, parsePath, type PropertyPath } from "./propertyPath";
import { absent, hidden, isRecord, secret, show, type ShownValue, valueAt } from "./propertyValue";
import { isSecretPath } from "./redaction";
import { sortedBy } from "./sortedBy";

/** One property that a step adds, changes or removes. */
export interface PropertyChange {
    path: string;
    /** The path with the names of list elements in place of their numbers: `env[PREFETCH].value`. */
    label: string;
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
    const inputs = { before: step.old?.inputs ?? {}, after: step.new?.inputs ?? {} };
    const detailed = Object.entries(step.detailedDiff ?? {});
    const forcing = new Set(step.keys ?? []);
    const changes = detailed.length
        ? detailed.flatMap(([path, { diffKind }]) => changesBelow(step, parsePath(path), diffKind))
        : leaves([], inputs.before, inputs.after).map((path) =>
              change(step, path, inputs, forcing.has(String(path[0]))),
          );
    return sortedBy(changes, ({ path }) => path);
}

function changesBelow(step: StepMetadata, path: PropertyPath, kind: DiffKind): PropertyChange[] {
    const inputs = step.old?.inputs ?? {};
    const isInput = valueAt(inputs, path) !== undefined;
    const before = isInput ? inputs : (step.old?.outputs ?? {});
    const after = step.new?.inputs ?? {};
    const now = valueAt(after, path);
    // A property that the provider fills in, such as a Secret's data: there is a new value, but no input has it.
    const isFilledIn = kind.startsWith("update") && now === undefined;
    const paths = isFilledIn ? [] : leaves(path, valueAt(before, path), now);
    return (paths.length ? paths : [path]).map((leaf) =>
        change(step, leaf, { before, after, isFilledIn }, kind.endsWith("-replace")),
    );
}

/** The paths of the leaves that differ; a secret or unknown value is a leaf. */
function leaves(path: PropertyPath, before: unknown, after: unknown): PropertyPath[] {
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

interface Properties {
    before: unknown;
    after: unknown;
    isFilledIn?: boolean;
}

function change(
    step: StepMetadata,
    path: PropertyPath,
    { before, after, isFilledIn }: Properties,
    forcesReplacement: boolean,
): PropertyChange {
    const told = {
        path: formatPath(path),
        // Of what is created, only the full diff tells the properties, by their paths.
        label: formatPath(step.old ? namedPath(path, after, before) : path),
        forcesReplacement,
    };
    const old = valueAt(before, path);
    const now = isFilledIn ? unknownValue : valueAt(after, path);
    if (isHidden(step, path)) {
        return { ...told, before: covered(old, hidden), after: covered(now, hidden) };
    }
    const values = [old, now];
    if (
        values.some(isSecret) ||
        [before, after].some((root) => isSecretPath(step.type, path, root))
    ) {
        return { ...told, before: covered(old, secret), after: covered(now, secret) };
    }
    const [shownOld, shownNow] = [redacted(old), redacted(now)];
    if (old !== now && shownOld === shownNow && typeof shownOld === "string") {
        // They differ in nothing but a credential.
        return { ...told, before: secret, after: secret };
    }
    return {
        ...told,
        before: show(shownOld),
        after: show(shownNow),
        ...lineDifference(shownOld, shownNow),
    };
}

function namedPath(path: PropertyPath, ...roots: unknown[]): NamedPath {
    return path.map((key, i) => {
        const elements = roots.map((root) => valueAt(root, path.slice(0, i + 1)));
        const named = elements.find((element) => isRecord(element) && !isSecret(element));
        const name = (named as { name?: unknown } | undefined)?.name;
        return typeof key === "number" && typeof name === "string" ? { name } : key;
    });
}

function isHidden(step: StepMetadata, path: PropertyPath): boolean {
    const hides = [...(step.old?.hideDiffs ?? []), ...(step.new?.hideDiffs ?? [])];
    return hides.some((hide) => hide.every((key, i) => key === "*" || key === path[i]));
}

function covered(value: unknown, cover: ShownValue): ShownValue {
    return value === undefined ? absent : cover;
}

/** A credential may span lines: it is hidden before a text is split or clipped. */
function redacted(value: unknown): unknown {
    return typeof value === "string" ? redactText(value) : value;
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
        const value = show(line);
        return value.is === "value" ? value.text : "";
    });
    return lines.length > mostLines
        ? [...shown, `(${lines.length - mostLines} more lines)`]
        : shown;
}
