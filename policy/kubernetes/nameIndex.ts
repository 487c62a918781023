import { type KubernetesObject, namespaceOf, objectName } from "./object";
import { ifKnown } from "./unknownValue";

/** Finds objects by their names without asking each of them. */
export class NameIndex {
    private readonly found = new Map<string, KubernetesObject[]>();
    /** Those whose name or namespace is not known yet: they may be any. */
    private readonly unclear: KubernetesObject[] = [];

    constructor(objects: readonly KubernetesObject[]) {
        for (const object of objects) {
            const key = ifKnown(() => keyOf(namespaceOf(object), objectName(object)));
            const others = key === undefined ? this.unclear : this.found.get(key);
            if (others) {
                others.push(object);
            } else {
                this.found.set(key!, [object]);
            }
        }
    }

    /** The objects with a name, then those that may have it. */
    find(namespace: string, name: string): readonly KubernetesObject[] {
        return [...(this.found.get(keyOf(namespace, name)) ?? []), ...this.unclear];
    }
}

function keyOf(namespace: string, name: string): string {
    return `${namespace}/${name}`;
}
