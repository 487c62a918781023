import podSchema from "../../components/kubernetes/pod/schema.json";

/** Kubernetes' own types come along with what is written as in a manifest, and its words with them. */
export function isOfKubernetes(type: string): boolean {
    return type in podSchema || /^(FileKeySelector|PersistentVolumeClaimTemplate)$/.test(type);
}
