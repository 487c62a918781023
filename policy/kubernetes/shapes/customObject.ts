import { podTraces } from "../podTraces";
import { anything, fields, list, type Schema, unseen } from "../schema";
import { podHolder } from "./inlinePod";
import { objectMeta } from "./meta";

/** What every object has. */
export const anyObject = fields({ metadata: objectMeta });
export const customObject = fields({ metadata: objectMeta, spec: podTraces }, unseen);

/** A custom resource that makes pods, with pod templates at paths such as `spec.template` and `spec.tasks.*.template`. */
export function customObjectWithPods(paths: readonly string[]): Schema<object> {
    const { fields: inner } = holderOf(paths.map((path) => path.split(".")));
    return fields({ metadata: objectMeta, ...inner });
}

function holderOf(paths: readonly (readonly string[])[]): Schema<unknown> {
    if (paths.some((path) => path.length === 0)) {
        return podHolder;
    }
    const below = (key: string) =>
        holderOf(paths.filter(([first]) => first === key).map(([, ...rest]) => rest));
    const keys = [...new Set(paths.map(([first = ""]) => first))];
    const each = keys.includes("*") ? below("*") : undefined;
    const named = keys.filter((key) => key !== "*").map((key) => [key, below(key)] as const);
    const asObject = fields(Object.fromEntries(named), each ?? anything);
    if (!each) {
        return asObject;
    }
    const asList = list(each);
    return {
        takes: "a list or an object",
        fit: (value, place) => (Array.isArray(value) ? asList : asObject).fit(value, place),
    };
}
