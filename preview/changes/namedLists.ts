import type { DiffKind } from "../events/engineEvent";
import type { PropertyPath } from "./propertyPath";
import { isRecord, valueAt } from "./propertyValue";

/**
 * Two values in which the elements of lists have the same places where they have the same names: one variable put
 * first is one change, not one of every variable. What is missing on one side is undefined there.
 */
export function alignedByName(before: unknown, after: unknown): [unknown, unknown] {
    if (Array.isArray(before) && Array.isArray(after)) {
        return isNamedList(before) && isNamedList(after)
            ? alignedLists(namesOf(before, after), byName(before), byName(after))
            : alignedLists(indexes(before, after), entries(before), entries(after));
    }
    if (!isRecord(before) || !isRecord(after)) {
        return [before, after];
    }
    const both = Object.keys(before).filter((key) => Object.hasOwn(after, key));
    const [old, now] = [{ ...before }, { ...after }];
    for (const key of both) {
        [old[key], now[key]] = alignedByName(before[key], after[key]);
    }
    return [old, now];
}

/** The paths of the lists on the way whose elements have names on both sides, the outermost first. */
export function namedListsOn(path: PropertyPath, before: unknown, after: unknown): PropertyPath[] {
    return path.flatMap((key, i) => {
        const list = path.slice(0, i);
        const lists = [before, after].map((root) => valueAt(root, list));
        return typeof key === "number" && lists.every(isNamedList) ? [list] : [];
    });
}

/** A path that goes through a named list, with the element's place in the aligned list. */
export function alignedPath(
    path: PropertyPath,
    list: PropertyPath,
    kind: DiffKind,
    before: unknown,
    after: unknown,
): PropertyPath {
    const [old, now] = [before, after].map((root) => valueAt(root, list) as Named[]);
    const index = path[list.length] as number;
    const name = (kind.startsWith("delete") ? old : now)?.[index]?.name ?? old?.[index]?.name;
    const place = namesOf(old ?? [], now ?? []).indexOf(name ?? "");
    return [...list, place, ...path.slice(list.length + 1)];
}

interface Named {
    name: string;
}

export function isNamedList(value: unknown): value is Named[] {
    if (!Array.isArray(value) || !value.length) {
        return false;
    }
    const names = value.map((item) => (isRecord(item) ? item.name : undefined));
    return names.every((name) => typeof name === "string") && new Set(names).size === names.length;
}

/** Those of the new list in its order, then those that go. */
function namesOf(before: Named[], after: Named[]): string[] {
    return [...new Set([...after, ...before].map(({ name }) => name))];
}

function byName(list: Named[]): Map<unknown, unknown> {
    return new Map(list.map((item) => [item.name, item]));
}

function indexes(before: unknown[], after: unknown[]): number[] {
    return [...(before.length > after.length ? before : after).keys()];
}

function entries(list: unknown[]): Map<unknown, unknown> {
    return new Map(list.entries());
}

function alignedLists(
    keys: unknown[],
    before: Map<unknown, unknown>,
    after: Map<unknown, unknown>,
): [unknown[], unknown[]] {
    const pairs = keys.map((key) => alignedByName(before.get(key), after.get(key)));
    return [pairs.map(([old]) => old), pairs.map(([, now]) => now)];
}
