import type { KubernetesObject } from "./object";

/**
 * The groups that the API server itself serves, and well-known ones of Kubernetes' own projects, each
 * with its kinds that live in no namespace. Taken from `+genclient:nonNamespaced` in k8s.io/api and
 * from the projects' CustomResourceDefinitions; test/e2e/kindScopes.spec.ts asks a real API server.
 */
const kindsWithoutNamespace: { [group: string]: readonly string[] } = {
    core: ["ComponentStatus", "Namespace", "Node", "PersistentVolume"],
    apps: [],
    autoscaling: [],
    batch: [],
    extensions: [],
    policy: [],
    "admissionregistration.k8s.io": [
        "MutatingAdmissionPolicy",
        "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
    ],
    "apiextensions.k8s.io": ["CustomResourceDefinition"],
    "apiregistration.k8s.io": ["APIService"],
    "authentication.k8s.io": ["SelfSubjectReview", "TokenReview"],
    "authorization.k8s.io": [
        "SelfSubjectAccessReview",
        "SelfSubjectRulesReview",
        "SubjectAccessReview",
    ],
    "certificates.k8s.io": ["CertificateSigningRequest", "ClusterTrustBundle"],
    "coordination.k8s.io": [],
    "discovery.k8s.io": [],
    "events.k8s.io": [],
    "flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
    "imagepolicy.k8s.io": ["ImageReview"],
    "internal.apiserver.k8s.io": ["StorageVersion"],
    "networking.k8s.io": ["IPAddress", "IngressClass", "ServiceCIDR"],
    "node.k8s.io": ["RuntimeClass"],
    "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding"],
    "resource.k8s.io": ["DeviceClass", "DeviceTaintRule", "ResourceSlice"],
    "scheduling.k8s.io": ["PriorityClass"],
    "storage.k8s.io": [
        "CSIDriver",
        "CSINode",
        "StorageClass",
        "VolumeAttachment",
        "VolumeAttributesClass",
    ],
    "storagemigration.k8s.io": ["StorageVersionMigration"],

    "gateway.networking.k8s.io": ["GatewayClass"],
    "groupsnapshot.storage.k8s.io": ["VolumeGroupSnapshotClass", "VolumeGroupSnapshotContent"],
    "metrics.k8s.io": ["NodeMetrics"],
    "policy.networking.k8s.io": [
        "AdminNetworkPolicy",
        "BaselineAdminNetworkPolicy",
        "ClusterNetworkPolicy",
    ],
    "snapshot.storage.k8s.io": ["VolumeSnapshotClass", "VolumeSnapshotContent"],
};

/** Whether an object lives in a namespace; undefined for a kind of a group that is not known here. */
export function isNamespaced({
    group,
    kind,
}: Pick<KubernetesObject, "group" | "kind">): boolean | undefined {
    return Object.hasOwn(kindsWithoutNamespace, group)
        ? !kindsWithoutNamespace[group]!.includes(kind)
        : undefined;
}
