import type { KindName, ObjectMeta, Shapes } from "./shapes";

/** A Kubernetes object as Pulumi shows it to a policy. */
export interface KubernetesObject<Props = object> {
    readonly urn: string;
    /** The logical name: the object's own name can be generated, or unknown. */
    readonly name: string;
    /** `core` for the group without a name. */
    readonly group: string;
    readonly kind: string;
    readonly props: Props & { metadata?: ObjectMeta };
}

/** What Pulumi hands to a policy, of any provider. */
export interface PulumiResource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: object;
}

const kubernetesType = /^kubernetes:(?<group>[^/:]+)\/[^/:]+:(?<kind>\w+)$/;

/**
 * The Kubernetes object, or undefined for anything else. A `...Patch` is no object: it holds only
 * the fields that it changes, so a rule would take those that it leaves alone for unset.
 */
export function kubernetesObject(resource: PulumiResource): KubernetesObject | undefined {
    const { group, kind } = kubernetesType.exec(resource.type)?.groups ?? {};
    if (group === undefined || kind === undefined || kind.endsWith("Patch")) {
        return undefined;
    }
    return { urn: resource.urn, name: resource.name, group, kind, props: resource.props };
}

export function isKind<Kind extends KindName>(
    object: KubernetesObject,
    ...kinds: Kind[]
): object is KubernetesObject<Shapes[Kind]> {
    return kinds.some((kind) => kind === `${object.group}/${object.kind}`);
}

export function namespaceOf(object: KubernetesObject): string {
    return object.props.metadata?.namespace ?? "default";
}

/** The name that other objects refer to. */
export function objectName(object: KubernetesObject): string {
    return object.props.metadata?.name ?? object.name;
}
