import { type Autoscaler, autoscalerOf, isTarget, scaledKey, targetKey } from "./autoscaling";
import type { Conventions } from "./conventions";
import type { Coverage } from "./coverage";
import { KeyIndex } from "./keyIndex";
import {
    isKind,
    type KubernetesObject,
    kubernetesObjects,
    namespaceOf,
    objectName,
    type PulumiResource,
} from "./object";
import { once } from "./once";
import type { KindName, Shapes } from "./shapes/kinds";
import { ifKnown, knownMatches } from "./unknownValue";
import { templateReference, type Workload, workloadsOf } from "./workload";
import { WorkloadIndex } from "./workloadIndex";

/** The Kubernetes objects of a stack, in an order that does not change from run to run. */
export class Stack {
    readonly objects: readonly KubernetesObject[];
    readonly workloads: readonly Workload[];
    readonly autoscalers: readonly Autoscaler[];
    private readonly index: WorkloadIndex;
    private readonly names: KeyIndex<KubernetesObject>;
    private readonly scalers: KeyIndex<Autoscaler>;
    private readonly byKind = new Map<string, KubernetesObject[]>();

    /** `inputsOf` gives an object as the program declared it, without what the API server filled in. */
    constructor(
        resources: readonly PulumiResource[],
        readonly inputsOf: (object: KubernetesObject) => KubernetesObject | undefined,
        conventions?: Conventions,
    ) {
        this.objects = resources
            // A list that is not known yet has been reported by its inputs.
            .flatMap((resource) => ifKnown(() => kubernetesObjects(resource, conventions)) ?? [])
            .sort((a, b) => (a.id < b.id ? -1 : 1));
        this.names = new KeyIndex(this.objects, (object) =>
            nameKey(namespaceOf(object), objectName(object)),
        );
        this.workloads = this.objects.flatMap((object) =>
            workloadsOf(object, (kind, name) => this.templateHolder(object, kind, name)),
        );
        this.index = new WorkloadIndex(this.workloads);
        this.autoscalers = this.objects
            .map(autoscalerOf)
            .filter((autoscaler) => autoscaler !== undefined);
        this.scalers = new KeyIndex(this.autoscalers, targetKey);
        for (const object of this.objects) {
            const kind = `${object.group}/${object.kind}`;
            const others = this.byKind.get(kind);
            if (others) {
                others.push(object);
            } else {
                this.byKind.set(kind, [object]);
            }
        }
    }

    /** Whether another object runs the pods of this one in its place, which therefore scales it down. */
    isReplaced(object: KubernetesObject): boolean {
        const { objects, unknown } = this.replaced();
        if (unknown && !objects.has(object)) {
            throw unknown;
        }
        return objects.has(object);
    }

    private readonly replaced = once(() => {
        const objects = new Set<KubernetesObject>();
        const { unknown } = knownMatches(this.ofKind("argoproj.io/Rollout"), (rollout) => {
            const reference = templateReference(rollout);
            const holder =
                reference && this.templateHolder(rollout, reference.kind, reference.name);
            return !!holder && !!objects.add(holder);
        });
        return { objects, unknown };
    });

    private templateHolder(
        rollout: KubernetesObject,
        kind: string,
        name: string,
    ): KubernetesObject | undefined {
        return this.names
            .find(() => nameKey(namespaceOf(rollout), name))
            .find((other) => other.kind === kind);
    }

    ofKind<Kind extends KindName>(...kinds: Kind[]): KubernetesObject<Shapes[Kind]>[] {
        const found = kinds.map((kind) => this.byKind.get(kind) ?? []);
        return found.length === 1
            ? found[0]!
            : this.objects.filter((object) => isKind(object, ...kinds));
    }

    /** The objects that have a name in a namespace, or may have it where theirs is not known yet. */
    named<Kind extends KindName>(
        kind: Kind,
        namespace: string,
        name: string,
    ): KubernetesObject<Shapes[Kind]>[] {
        return this.names
            .find(() => nameKey(namespace, name))
            .filter((object) => isKind(object, kind));
    }

    /** The autoscalers of an object, and the first error where some cannot be judged yet. */
    scalersOf(object: KubernetesObject): Coverage<Autoscaler> {
        const candidates = this.scalers.find(() => scaledKey(object));
        return knownMatches(candidates, (autoscaler) => isTarget(autoscaler, object));
    }

    /** What an autoscaler scales, or may scale where a name is not known yet. */
    possibleTargets(autoscaler: Autoscaler): readonly KubernetesObject[] {
        return this.names.find(() =>
            nameKey(namespaceOf(autoscaler.object), autoscaler.target.name),
        );
    }

    /** The workloads in the namespace of an object that may have the labels, and perhaps others. */
    workloadsBeside(
        object: KubernetesObject,
        labels?: Readonly<{ [key: string]: string }>,
    ): readonly Workload[] {
        return this.index.beside(object, labels);
    }

    /** The workloads of any namespace that may have the labels, and perhaps others. */
    workloadsAnywhere(labels: Readonly<{ [key: string]: string }>): readonly Workload[] {
        return this.index.anywhere(labels);
    }
}

function nameKey(namespace: string, name: string): string {
    return `${namespace}/${name}`;
}
