import type { V1ClusterRole, V1ClusterRoleBinding } from "@kubernetes/client-node";

const apiVersion = "rbac.authorization.k8s.io/v1";

/** What the daemons may do that Kubernetes has no role of its own for. */
export function daemonAccess(): (V1ClusterRole | V1ClusterRoleBinding)[] {
    const read = ["get", "list", "watch"];
    return [
        // The names that it answers for.
        ...access("coredns", [
            { apiGroups: [""], resources: ["services", "namespaces", "pods"], verbs: read },
            { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
        ]),
        ...access("local-provisioner", [
            { apiGroups: [""], resources: ["nodes"], verbs: read },
            { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: read },
            {
                apiGroups: [""],
                resources: ["persistentvolumeclaims"],
                verbs: [...read, "update", "patch"],
            },
            {
                apiGroups: [""],
                resources: ["persistentvolumes"],
                verbs: [...read, "create", "update", "patch", "delete"],
            },
            { apiGroups: [""], resources: ["events"], verbs: ["create", "update", "patch"] },
        ]),
        ...access("network-policies", [
            { apiGroups: [""], resources: ["nodes", "namespaces", "pods"], verbs: read },
            { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: read },
        ]),
    ];
}

function access(
    user: string,
    rules: V1ClusterRole["rules"],
): [V1ClusterRole, V1ClusterRoleBinding] {
    const name = `queue-workloads:${user}`;
    const apiGroup = "rbac.authorization.k8s.io";
    return [
        { apiVersion, kind: "ClusterRole", metadata: { name }, rules },
        {
            apiVersion,
            kind: "ClusterRoleBinding",
            metadata: { name },
            roleRef: { apiGroup, kind: "ClusterRole", name },
            subjects: [{ apiGroup, kind: "User", name: user }],
        },
    ];
}
