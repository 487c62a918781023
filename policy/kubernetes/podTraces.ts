import type { Schema } from "./schema";

/** Custom resources are deep, but their pods are not. */
const deepest = 9;
const mostFields = 200;

/** In what holds anything: the paths of all that looks like a pod template, in an object's `spec`. */
export const podTraces: Schema<string[]> = {
    takes: "anything",
    fit: (value) => [...new Set(tracesIn(value, ["spec"], deepest))],
};

function tracesIn(value: unknown, path: string[], levels: number): string[] {
    if (typeof value !== "object" || value === null || levels === 0) {
        return [];
    }
    if (isTemplate(value) || isInline(value)) {
        return [path.join(".")];
    }
    return Object.keys(value)
        .slice(0, mostFields)
        .flatMap((key) =>
            tracesIn(
                (value as { [key: string]: unknown })[key],
                [...path, Array.isArray(value) ? "*" : key],
                levels - 1,
            ),
        );
}

/** A container has an image: other things are called containers as well. */
function isTemplate(value: object): boolean {
    const { spec } = value as { spec?: { containers?: unknown } | null };
    const containers = typeof spec === "object" ? spec?.containers : undefined;
    return Array.isArray(containers) && containers.length > 0 && containers.every(hasImage);
}

/** A task of Tekton has steps. A template of Argo Workflows has one container beside its inputs and outputs. */
function isInline(value: object): boolean {
    const { name, container, script, containerSet, steps } = value as { [key: string]: unknown };
    return (
        (Array.isArray(steps) && steps.some(hasImage)) ||
        (typeof name === "string" &&
            (hasImage(container) || hasImage(script) || containerSet !== undefined))
    );
}

function hasImage(container: unknown): boolean {
    return typeof container === "object" && container !== null && "image" in container;
}
