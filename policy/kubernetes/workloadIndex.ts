import { type KubernetesObject, namespaceOf } from "./object";
import { ifKnown } from "./unknownValue";
import type { Workload } from "./workload";

type Labels = Readonly<{ [key: string]: string }>;

/**
 * Finds the workloads that a selector may select without asking each of them, so that the cost of a
 * large stack grows with its size and not with its square.
 */
export class WorkloadIndex {
    private readonly found = new Map<string, Workload[]>();
    /** Those whose namespace or labels are not known yet: they may belong to anything. */
    private readonly unclear: Workload[] = [];

    constructor(private readonly workloads: readonly Workload[]) {
        for (const workload of workloads) {
            const keys = ifKnown(() => keysOf(workload));
            if (keys) {
                keys.forEach((key) => this.add(key, workload));
            } else {
                this.unclear.push(workload);
            }
        }
    }

    /** The workloads in the object's namespace that may have these labels, in their usual order. */
    beside(object: KubernetesObject, labels: Labels = {}): readonly Workload[] {
        const key = ifKnown(() => {
            const [name] = Object.keys(labels);
            const namespace = namespaceOf(object);
            return name === undefined ? namespace : labelKey(namespace, name, labels[name] ?? "");
        });
        return key === undefined ? this.workloads : this.at(key);
    }

    /** The workloads of any namespace that are known to have one of the labels. */
    anywhere(labels: Labels): readonly Workload[] {
        const [name = ""] = Object.keys(labels);
        return this.found.get(labelKey(everywhere, name, labels[name] ?? "")) ?? [];
    }

    private at(key: string): readonly Workload[] {
        const found = this.found.get(key) ?? [];
        if (this.unclear.length === 0) {
            return found;
        }
        const possible = new Set([...found, ...this.unclear]);
        return this.workloads.filter((workload) => possible.has(workload));
    }

    private add(key: string, workload: Workload): void {
        const found = this.found.get(key);
        if (found) {
            found.push(workload);
        } else {
            this.found.set(key, [workload]);
        }
    }
}

const everywhere = "*";

function keysOf(workload: Workload): string[] {
    const namespace = namespaceOf(workload.object);
    const labels = Object.entries(workload.podLabels ?? {});
    return [
        namespace,
        ...labels.flatMap(([name, value]) => [
            labelKey(namespace, name, value),
            labelKey(everywhere, name, value),
        ]),
    ];
}

/** No namespace or name of a label has a space. */
function labelKey(namespace: string, name: string, value: string): string {
    return `${namespace} ${name} ${value}`;
}
