import type { RecordedResource } from "../recorder";
import { valueAt } from "../valueAt";
import type { Labels, Network, NetworkPolicy, Pod } from "./networkPolicies";

type Resources = Pick<RecordedResource, "type" | "name" | "inputs">[];

/** The NetworkPolicies and namespaces that a program registered. */
export function recordedNetwork(resources: Resources): Network {
    const policies = resources
        .filter(({ type }) => type.endsWith(":NetworkPolicy"))
        .map(({ inputs }) => ({
            namespace: namespaceOf(inputs),
            spec: inputs["spec"] as NetworkPolicy["spec"],
        }));
    const namespaces = resources
        .filter(({ type }) => type.endsWith(":Namespace"))
        .map(({ inputs }) => inputs["metadata"] as { name: string; labels?: Labels })
        .map(({ name, labels = {} }) => [name, labels] as const);
    return { policies, namespaces: Object.fromEntries(namespaces) };
}

/** One pod of everything that makes pods, whatever its kind, named after it, in the order of names. */
export function recordedPods(resources: Resources): Pod[] {
    return resources
        .filter(({ type }) => type.startsWith("kubernetes:"))
        .flatMap(({ name, inputs }) =>
            podTemplates(inputs).map((template) => ({
                name,
                namespace: namespaceOf(inputs),
                labels: (valueAt(template, "metadata", "labels") ?? {}) as Labels,
                ports: containersOf(template).flatMap(({ ports = [] }) => ports),
            })),
        )
        .sort((one, other) => one.name.localeCompare(other.name));
}

function namespaceOf(inputs: unknown): string {
    return (valueAt(inputs, "metadata", "namespace") ?? "default") as string;
}

function containersOf(template: unknown): { ports?: Pod["ports"] }[] {
    return valueAt(template, "spec", "containers") as { ports?: Pod["ports"] }[];
}

/** Everything inside a value that is a pod or the template of one. */
function podTemplates(value: unknown): unknown[] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return Array.isArray(valueAt(value, "spec", "containers"))
        ? [value]
        : Object.values(value).flatMap(podTemplates);
}
