import { type KubernetesObject, kubernetesObject, type PulumiResource } from "../kubernetes/object";
import { Stack } from "../kubernetes/stack";

/**
 * The objects of one run of the pack, each brought into its shape once for all policies. The SDK asks
 * the policies in their order, and gives each a copy of its own: a policy that is no later than the one
 * that asked last begins a new round.
 */
export class ObjectsOfRun {
    private readonly inputs = new Map<
        string,
        { policy: number; object: KubernetesObject | undefined }
    >();
    private stack: { policy: number; stack: Stack } | undefined;

    /** The object as the program declares it. */
    declared(policy: number, resource: PulumiResource): KubernetesObject | undefined {
        const last = this.inputs.get(resource.urn);
        if (last && policy > last.policy) {
            last.policy = policy;
            return last.object;
        }
        const object = kubernetesObject(resource);
        this.inputs.set(resource.urn, { policy, object });
        return object;
    }

    /** All objects as the cluster answers. */
    answered(policy: number, resources: readonly PulumiResource[]): Stack {
        const last = this.stack;
        if (last && policy > last.policy) {
            last.policy = policy;
            return last.stack;
        }
        const stack = new Stack(resources, (urn) => this.inputs.get(urn)?.object);
        this.stack = { policy, stack };
        return stack;
    }
}
