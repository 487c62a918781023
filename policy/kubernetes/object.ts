import { fit, type Misfit, type Schema } from "./schema";
import {
    anyObject,
    customObject,
    type KindName,
    type ObjectMeta,
    type Shapes,
    shapes,
} from "./shapes";

/** A Kubernetes object as Pulumi shows it to a policy. */
export interface KubernetesObject<Props = object> {
    readonly urn: string;
    /** The logical name: the object's own name can be generated, or unknown. */
    readonly name: string;
    /** `core` for the group without a name. */
    readonly group: string;
    readonly kind: string;
    /** Its properties, in which every value has the type that it should have. */
    readonly props: Props & { metadata?: ObjectMeta };
    /** What Kubernetes would refuse, and what therefore is not in `props`. */
    readonly misfits: readonly Misfit[];
}

/** What Pulumi hands to a policy, of any provider. */
export interface PulumiResource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: object;
}

/** A CustomResource of the group without a name has the type `kubernetes:v1:KIND`. */
const kubernetesType = /^kubernetes:(?:(?<group>[^/:]+)\/[^/:]+|v1):(?<kind>\w+)$/;

/** The provider's own components and releases: what they contain is judged object by object, or not seen. */
const containers = ["helm.sh", "kustomize", "yaml"];

/**
 * The Kubernetes object, or undefined for anything else. A `...Patch` is no object: it holds only
 * the fields that it changes, so a rule would take those that it leaves alone for unset.
 */
export function kubernetesObject(resource: PulumiResource): KubernetesObject | undefined {
    const { group = "core", kind } = kubernetesType.exec(resource.type)?.groups ?? {};
    if (kind === undefined || kind.endsWith("Patch") || containers.includes(group)) {
        return undefined;
    }
    const { value: props = {}, misfits } = fit(schemaOf(group, kind), resource.props);
    return { urn: resource.urn, name: resource.name, group, kind, props, misfits };
}

function schemaOf(group: string, kind: string): Schema<object> {
    const name = `${group}/${kind}`;
    if (Object.hasOwn(shapes, name)) {
        return shapes[name as KindName];
    }
    return isBuiltIn(group) ? anyObject : customObject;
}

/** Whether the API server itself serves the group. Only its own schemas of others hold free values. */
function isBuiltIn(group: string): boolean {
    return !group.includes(".") || (group.endsWith(".k8s.io") && group !== "apiextensions.k8s.io");
}

export function isKind<Kind extends KindName>(
    object: KubernetesObject,
    ...kinds: Kind[]
): object is KubernetesObject<Shapes[Kind]> {
    const name = `${object.group}/${object.kind}`;
    return kinds.some((kind) => kind === name);
}

export function namespaceOf(object: KubernetesObject): string {
    return object.props.metadata?.namespace ?? "default";
}

/** The name that other objects refer to. */
export function objectName(object: KubernetesObject): string {
    return object.props.metadata?.name ?? object.name;
}
