import type { Schema } from "./schema";

/** Custom resources are deep, but their pods are not. */
const deepest = 8;
const mostFields = 200;

/** In what holds anything: the paths of all that looks like a pod template. */
export const podTraces: Schema<string[]> = {
    takes: "anything",
    fit: (value) => tracesIn(value, [], deepest),
};

function tracesIn(value: unknown, path: string[], levels: number): string[] {
    if (typeof value !== "object" || value === null || Array.isArray(value) || levels === 0) {
        return [];
    }
    if (path.length > 0 && isTemplate(value)) {
        return [path.join(".")];
    }
    return Object.keys(value)
        .slice(0, mostFields)
        .flatMap((key) =>
            tracesIn((value as { [key: string]: unknown })[key], [...path, key], levels - 1),
        );
}

/** A container has an image: other things are called containers as well. */
function isTemplate(value: object): boolean {
    const { spec } = value as { spec?: { containers?: unknown } | null };
    const containers = typeof spec === "object" ? spec?.containers : undefined;
    return (
        Array.isArray(containers) &&
        containers.length > 0 &&
        containers.every(
            (container: unknown) =>
                typeof container === "object" && container !== null && "image" in container,
        )
    );
}
