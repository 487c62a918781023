import type { V1ClusterRole, V1ClusterRoleBinding } from "@kubernetes/client-node";

const name = "queue-workloads:coredns";
const verbs = ["list", "watch"];

/** What CoreDNS may read: the names that it answers for. */
export function coreDnsAccess(): [V1ClusterRole, V1ClusterRoleBinding] {
    return [
        {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name },
            rules: [
                { apiGroups: [""], resources: ["services", "namespaces", "pods"], verbs },
                { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs },
            ],
        },
        {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRoleBinding",
            metadata: { name },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
            subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "coredns" }],
        },
    ];
}
