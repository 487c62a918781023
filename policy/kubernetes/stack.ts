import { isKind, type KubernetesObject, kubernetesObject, type PulumiResource } from "./object";
import type { KindName, Shapes } from "./shapes";
import { type Workload, workloadOf } from "./workload";

/** The Kubernetes objects of a stack, in an order that does not change from run to run. */
export class Stack {
    readonly objects: readonly KubernetesObject[];
    readonly workloads: readonly Workload[];

    /** `inputsOf` gives an object as the program declared it, without what the API server filled in. */
    constructor(
        resources: readonly PulumiResource[],
        readonly inputsOf: (urn: string) => KubernetesObject | undefined,
    ) {
        this.objects = resources
            .map(kubernetesObject)
            .filter((object) => object !== undefined)
            .sort((a, b) => (a.urn < b.urn ? -1 : 1));
        this.workloads = this.objects.map(workloadOf).filter((workload) => workload !== undefined);
    }

    ofKind<Kind extends KindName>(...kinds: Kind[]): KubernetesObject<Shapes[Kind]>[] {
        return this.objects.filter((object) => isKind(object, ...kinds));
    }
}
