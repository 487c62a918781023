interface Props {
    readonly [key: string]: unknown;
}

/**
 * A base with a patch laid over it, the way of Kubernetes' strategic merge: objects by their
 * fields, lists of named things by their names, all else as a whole. Fields are read late, so that
 * an unknown one hides no other.
 */
export function overlaid<T extends object>(base: T, patch: object | undefined | null): T {
    if (!isObject(patch)) {
        return base;
    }
    const result = {};
    for (const key of new Set([...Object.keys(base), ...Object.keys(patch)])) {
        Object.defineProperty(result, key, {
            enumerable: true,
            get: () => laidOver((base as Props)[key], patch[key]),
        });
    }
    return result as T;
}

function laidOver(base: unknown, patch: unknown): unknown {
    if (patch === undefined || patch === null) {
        return base;
    }
    if (
        Array.isArray(base) &&
        Array.isArray(patch) &&
        base.every(isNamed) &&
        patch.every(isNamed)
    ) {
        return [
            ...base.map((item) =>
                overlaid(
                    item,
                    patch.find(({ name }) => name === item.name),
                ),
            ),
            ...patch.filter(({ name }) => !base.some((item) => item.name === name)),
        ];
    }
    return isObject(base) && isObject(patch) ? overlaid(base, patch) : patch;
}

function isNamed(item: unknown): item is { name: string } {
    return isObject(item) && typeof item["name"] === "string";
}

function isObject(value: unknown): value is Props {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
