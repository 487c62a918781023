import type { KubernetesObject } from "./object";

const clusterScoped = [
    "APIService",
    "CSIDriver",
    "CertificateSigningRequest",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "IngressClass",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PriorityClass",
    "RuntimeClass",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
];

/** Whether an object lives in a namespace; undefined for a custom resource, whose scope is not known here. */
export function isNamespaced({ group, kind }: KubernetesObject): boolean | undefined {
    const isBuiltIn = !group.includes(".") || group.endsWith(".k8s.io");
    return isBuiltIn ? !clusterScoped.includes(kind) : undefined;
}
