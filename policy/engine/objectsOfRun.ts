import { type Conventions, usualConventions } from "../kubernetes/conventions";
import {
    type KubernetesObject,
    kubernetesObjects,
    type PulumiResource,
} from "../kubernetes/object";
import { Stack } from "../kubernetes/stack";

/**
 * The objects of one run of the pack, each brought into its shape once for all policies. The SDK asks
 * the policies in their order, and gives each a copy of its own: a policy that is no later than the one
 * that asked last begins a new round.
 */
export class ObjectsOfRun {
    private conventions = usualConventions;
    private readonly inputs = new Map<string, { policy: number; objects: KubernetesObject[] }>();
    private stack: { policy: number; stack: Stack } | undefined;

    /** To be told before the first object: what is in its shape already keeps it. */
    follow(conventions: Conventions): void {
        this.conventions = conventions;
    }

    /** The objects of a resource as the program declares them. */
    declared(policy: number, resource: PulumiResource): readonly KubernetesObject[] {
        const last = this.inputs.get(resource.urn);
        if (last && policy > last.policy) {
            last.policy = policy;
            return last.objects;
        }
        const objects = kubernetesObjects(resource, this.conventions);
        this.inputs.set(resource.urn, { policy, objects });
        return objects;
    }

    /**
     * The object that a resource is, before it is rewritten: not one of a list, and not one with fields
     * that do not fit, of which a copy has fewer.
     */
    alone(resource: PulumiResource): KubernetesObject[] {
        return kubernetesObjects(resource, this.conventions).filter(
            ({ id, urn, misfits }) => id === urn && misfits.length === 0,
        );
    }

    /** All objects as the cluster answers. */
    answered(policy: number, resources: readonly PulumiResource[]): Stack {
        const last = this.stack;
        if (last && policy > last.policy) {
            last.policy = policy;
            return last.stack;
        }
        const inputsOf = ({ id, urn }: KubernetesObject) =>
            this.inputs.get(urn)?.objects.find((object) => object.id === id);
        const stack = new Stack(resources, inputsOf, this.conventions);
        this.stack = { policy, stack };
        return stack;
    }
}
