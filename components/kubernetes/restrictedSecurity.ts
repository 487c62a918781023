/**
 * What Pod Security "restricted" asks of a pod and its containers, and a root file system that cannot
 * be written to. https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function restrictedPodSecurity(user: number) {
    return {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
    };
}

export const restrictedContainerSecurity = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
};
