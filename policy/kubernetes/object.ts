import { configuredPodTemplates, type Conventions, usualConventions } from "./conventions";
import { type Misfit } from "./place";
import { fit, type Schema } from "./schema";
import { anyObject, customObject, customObjectWithPods } from "./shapes/customObject";
import { type KindName, type Shapes, shapes } from "./shapes/kinds";
import { type ObjectMeta } from "./shapes/meta";
import { ifKnown } from "./unknownValue";

/** A Kubernetes object as Pulumi shows it to a policy. */
export interface KubernetesObject<Props = object> {
    /** The URN, with the place in its list for an object that comes in one. */
    readonly id: string;
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
    readonly conventions: Conventions;
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
 * The Kubernetes objects that a resource holds: none where it is something else, many where it is a
 * list. A `...Patch` is no object: it holds only the fields that it changes, so a rule would take
 * those that it leaves alone for unset.
 */
export function kubernetesObjects(
    resource: PulumiResource,
    conventions: Conventions = usualConventions,
): KubernetesObject[] {
    const { group = "core", kind } = kubernetesType.exec(resource.type)?.groups ?? {};
    if (kind === undefined || kind.endsWith("Patch") || containers.includes(group)) {
        return [];
    }
    const { urn, name, props } = resource;
    const items = kind.endsWith("List") ? (props as { items?: unknown }).items : undefined;
    if (!Array.isArray(items)) {
        return [kubernetesObject({ id: urn, urn, name, group, kind }, props, conventions)];
    }
    return Array.from(items.keys(), (index) => {
        const read = () => (items as unknown[])[index];
        const item = ifKnown(read);
        const own = ifKnown(() => (item as ListItem)?.metadata?.name);
        const identity = {
            id: `${urn}[${index}]`,
            urn,
            name: typeof own === "string" ? own : `${name}[${index}]`,
            ...kindOfItem(item as ListItem, group, kind),
        };
        // One that is not known yet says so where it is read.
        const isKnown = item !== undefined;
        return kubernetesObject(
            identity,
            isKnown
                ? item
                : {
                      get spec() {
                          return read();
                      },
                  },
            conventions,
        );
    });
}

type ListItem =
    { apiVersion?: unknown; kind?: unknown; metadata?: { name?: unknown } } | null | undefined;

/** An item of a `...List` need not name its kind; those of a `List` can be of any. */
function kindOfItem(item: ListItem, group: string, list: string) {
    const [kind, apiVersion] = [ifKnown(() => item?.kind), ifKnown(() => item?.apiVersion)];
    if (typeof kind !== "string" || typeof apiVersion !== "string") {
        return { group, kind: list.replace(/List$/, "") };
    }
    const [ofItem, version] = apiVersion.split("/");
    return { group: version === undefined || !ofItem ? "core" : ofItem, kind };
}

function kubernetesObject(
    identity: Pick<KubernetesObject, "id" | "urn" | "name" | "group" | "kind">,
    given: unknown,
    conventions: Conventions,
): KubernetesObject {
    const group = groupToday(identity.group, identity.kind);
    const schema = schemaOf(group, identity.kind, conventions);
    const { value: props = {}, misfits } = fit(schema, given);
    return { ...identity, group, props, misfits, conventions };
}

/** Where the kinds of the group that all others once began in have gone. */
const movedKinds: { readonly [kind: string]: string } = {
    DaemonSet: "apps",
    Deployment: "apps",
    ReplicaSet: "apps",
    Ingress: "networking.k8s.io",
    NetworkPolicy: "networking.k8s.io",
};

function groupToday(group: string, kind: string): string {
    return (group === "extensions" && movedKinds[kind]) || group;
}

function schemaOf(group: string, kind: string, { podTemplates }: Conventions): Schema<object> {
    const name = `${group}/${kind}`;
    const templates = configuredPodTemplates(name, podTemplates);
    if (templates) {
        return customObjectWithPods(templates);
    }
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

/** Whether another object means this one by a name in a namespace. */
export function isNamed(object: KubernetesObject, namespace: string, name: string): boolean {
    return objectName(object) === name && namespaceOf(object) === namespace;
}
