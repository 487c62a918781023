import { isSecret, unknownValue } from "../../redaction/engineValue";
import type { DiffKind, StepMetadata } from "../events/engineEvent";
import { leaves } from "./leaves";
import { alignedByName, alignedPath, namedListsOn } from "./namedLists";
import { formatPath, type NamedPath, parsePath, type PropertyPath } from "./propertyPath";
import { absent, hidden, isRecord, secret, show, type ShownValue, valueAt } from "./propertyValue";
import { Redaction } from "./redaction";
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

/** All changes of a step, by path; a change of a whole object or list is told leaf by leaf, lists by the names in them. */
export function propertyChanges(
    step: StepMetadata,
    redaction: Redaction = new Redaction(),
): PropertyChange[] {
    if (/^(delete|discard)/.test(step.op)) {
        return [];
    }
    const [before, after] = alignedByName(step.old?.inputs ?? {}, step.new?.inputs ?? {});
    const telling: Telling = { step, redaction, before, after };
    const detailed = Object.entries(step.detailedDiff ?? {});
    const forcing = new Set(step.keys ?? []);
    const changes = detailed.length
        ? detailedChanges(telling)
        : leaves([], before, after).map((path) =>
              change(telling, path, forcing.has(String(path[0]))),
          );
    return sortedBy(changes.filter(isTelling(changes)), ({ path }) => path);
}

interface Telling {
    step: StepMetadata;
    redaction: Redaction;
    before: unknown;
    after: unknown;
    isFilledIn?: boolean;
}

function detailedChanges(telling: Telling): PropertyChange[] {
    const { step } = telling;
    const [before, after] = [step.old?.inputs ?? {}, step.new?.inputs ?? {}];
    const changes: PropertyChange[] = [];
    const lists = new Map<string, ListDifference>();
    for (const [text, { diffKind }] of Object.entries(step.detailedDiff ?? {})) {
        const path = parsePath(text);
        const [list, ...inner] = namedListsOn(path, before, after);
        if (!list) {
            changes.push(...changesBelow(telling, path, diffKind));
            continue;
        }
        const told = lists.get(formatPath(list)) ?? {
            list,
            innermost: inner.at(-1) ?? list,
            forcing: [],
        };
        lists.set(formatPath(list), told);
        if (diffKind.endsWith("-replace")) {
            told.forcing.push(alignedPath(path, list, diffKind, before, after));
        }
    }
    return [...changes, ...[...lists.values()].flatMap((told) => listChanges(telling, told))];
}

interface ListDifference {
    list: PropertyPath;
    /** The list inside it that the provider's paths lead to. */
    innermost: PropertyPath;
    /** What of it forces a replacement. */
    forcing: PropertyPath[];
}

function listChanges(
    telling: Telling,
    { list, innermost, forcing }: ListDifference,
): PropertyChange[] {
    const paths = leaves(list, valueAt(telling.before, list), valueAt(telling.after, list));
    const forces = (path: PropertyPath) =>
        forcing.some((forced) => forced.every((key, i) => key === path[i]));
    return paths.length
        ? paths.map((path) => change(telling, path, forces(path)))
        : [orderChange(telling.step, innermost, forcing.length > 0)];
}

/** Only the order of the elements differs. */
function orderChange(
    step: StepMetadata,
    list: PropertyPath,
    forcesReplacement: boolean,
): PropertyChange {
    const order = (root: unknown): ShownValue => ({
        is: "value",
        text: (valueAt(root, list) as { name: string }[]).map(({ name }) => name).join(", "),
    });
    const path = formatPath(list);
    const [before, after] = [order(step.old?.inputs), order(step.new?.inputs)];
    return { path, label: path, before, after, forcesReplacement };
}

function changesBelow(telling: Telling, path: PropertyPath, kind: DiffKind): PropertyChange[] {
    const isInput = valueAt(telling.before, path) !== undefined;
    const before = isInput ? telling.before : (telling.step.old?.outputs ?? {});
    const now = valueAt(telling.after, path);
    // A property that the provider fills in, such as a Secret's data: there is a new value, but no input has it.
    const isFilledIn = kind.startsWith("update") && now === undefined;
    const paths = isFilledIn ? [] : leaves(path, valueAt(before, path), now);
    return (paths.length ? paths : [path]).map((leaf) =>
        change({ ...telling, before, isFilledIn }, leaf, kind.endsWith("-replace")),
    );
}

/** Of a named element that comes or goes, the label has the name: that it has one is told only where nothing else is. */
function isTelling(changes: PropertyChange[]): (change: PropertyChange) => boolean {
    return ({ path, label, before, after }) => {
        const element = path.slice(0, -".name".length);
        const isName = label.endsWith("].name") && !label.startsWith(element);
        const isWhole = before.is === "absent" || after.is === "absent";
        return !(
            isName &&
            isWhole &&
            changes.some((other) => other.path !== path && other.path.startsWith(`${element}.`))
        );
    };
}

function change(
    { step, redaction, before, after, isFilledIn }: Telling,
    path: PropertyPath,
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
    const isSecretHere =
        isSecret(old) || isSecret(now) || isNamedSecret({ step, redaction, before, after }, path);
    if (isSecretHere) {
        [old, now].forEach((value) => redaction.addNamed(step.type, path, value));
    }
    if (isHidden(step, path)) {
        return { ...told, before: covered(old, hidden), after: covered(now, hidden) };
    }
    return isSecretHere
        ? { ...told, before: covered(old, secret), after: covered(now, secret) }
        : { ...told, before: show(old), after: show(now) };
}

/** Whether the names on the way call a value secret, and it is not itself only the name of a Secret. */
function isNamedSecret({ step, redaction, before, after }: Telling, path: PropertyPath): boolean {
    const roots = [before, after].filter((root) => valueAt(root, path) !== undefined);
    return (
        (roots.length ? roots : [before, after]).some((root) =>
            redaction.isSecretPath(step.type, path, root),
        ) && !(roots.length && roots.every((r) => redaction.isNameOfSecret(path, valueAt(r, path))))
    );
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
