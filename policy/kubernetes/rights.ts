import type { PolicyRule } from "./shapes/rights";
import { ifKnown } from "./unknownValue";

/** Verbs on resources of one API group that lead to all other rights. */
export interface DangerousRight {
    readonly group: string;
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    readonly fix: string;
    /** Whether the verb is harmless where `resourceNames` limits it to these names. */
    readonly isHarmless?: (verb: string, names: readonly string[]) => boolean;
}

const write = ["create", "update", "patch", "delete", "deletecollection"];
const rbacGroup = "rbac.authorization.k8s.io";
const remove = "Remove the verb";

/** `create` cannot be limited by name: the API server does not know the name yet. */
const unlessCreated = (verb: string, names: readonly string[]): boolean =>
    names.length > 0 && verb !== "create" && verb !== "deletecollection";

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/ */
export const dangerousRights: readonly DangerousRight[] = [
    {
        group: "",
        resources: ["secrets"],
        verbs: ["get", "list", "watch"],
        fix: "Mount the Secret, or name it in resourceNames and use get alone",
        isHarmless: (verb, names) => verb === "get" && names.length > 0,
    },
    {
        group: "",
        resources: ["pods/exec", "pods/attach"],
        verbs: ["create", "get"],
        fix: remove,
    },
    {
        group: "",
        resources: ["pods/ephemeralcontainers"],
        verbs: ["update", "patch"],
        fix: remove,
    },
    { group: "", resources: ["nodes/proxy"], verbs: ["get", ...write], fix: remove },
    {
        // The labels of a namespace say which Pod Security Standard holds in it.
        group: "",
        resources: ["namespaces"],
        verbs: ["update", "patch"],
        fix: "Remove the verb, or name the Namespace in resourceNames",
        isHarmless: (_verb, names) => names.length > 0,
    },
    { group: "", resources: ["persistentvolumes"], verbs: ["create"], fix: remove },
    {
        group: "",
        resources: ["serviceaccounts/token"],
        verbs: ["create"],
        fix: "Remove the verb, or name the ServiceAccount in resourceNames",
        isHarmless: (_verb, names) => names.length > 0,
    },
    {
        group: "",
        resources: ["users", "groups", "serviceaccounts"],
        verbs: ["impersonate"],
        fix: "Remove the verb, or name whom it may impersonate in resourceNames",
        isHarmless: (_verb, names) => isNamed(names, "system:"),
    },
    {
        group: "authentication.k8s.io",
        resources: ["uids", "userextras"],
        verbs: ["impersonate"],
        fix: remove,
    },
    {
        group: rbacGroup,
        resources: ["roles", "clusterroles", "rolebindings", "clusterrolebindings"],
        verbs: ["escalate", "bind"],
        fix: remove,
        isHarmless: (verb, names) => verb === "bind" && isNamed(names, "cluster-admin"),
    },
    {
        group: "admissionregistration.k8s.io",
        resources: [
            "mutatingwebhookconfigurations",
            "validatingwebhookconfigurations",
            "mutatingadmissionpolicies",
            "mutatingadmissionpolicybindings",
            "validatingadmissionpolicies",
            "validatingadmissionpolicybindings",
        ],
        verbs: write,
        fix: "Remove the verb, or name the configuration in resourceNames",
        isHarmless: unlessCreated,
    },
    {
        group: "apiregistration.k8s.io",
        resources: ["apiservices"],
        verbs: write,
        fix: "Remove the verb, or name the APIService in resourceNames",
        isHarmless: unlessCreated,
    },
    {
        group: "certificates.k8s.io",
        resources: ["certificatesigningrequests/approval", "certificatesigningrequests/status"],
        verbs: ["update", "patch"],
        fix: remove,
    },
    {
        group: "certificates.k8s.io",
        resources: ["signers"],
        verbs: ["approve", "sign", "attest"],
        fix: "Name a signer of your own in resourceNames",
        isHarmless: (_verb, names) => isNamed(names, "kubernetes.io/"),
    },
];

/** Whether names are listed, and none of them begins like what must stay out of reach. */
function isNamed(names: readonly string[], forbidden: string): boolean {
    return names.length > 0 && !names.some((name) => name === "*" || name.startsWith(forbidden));
}

/** The part of a dangerous right that a rule of a role gives: its verbs, and the entries that reach. */
export function grantedBy(
    rule: PolicyRule,
    right: DangerousRight,
): { verbs: string[]; resources: string[] } | undefined {
    // A rule that leaves the group out is a slip, and its author's intent is plain.
    const groups = rule.apiGroups ?? [right.group];
    if (![right.group, "", "*"].some((group) => groups.includes(group))) {
        return undefined;
    }
    const resources = (rule.resources ?? []).filter((resource) =>
        right.resources.some((dangerous) => reaches(resource, dangerous)),
    );
    const verbs = right.verbs.filter((verb) => rule.verbs?.includes(verb));
    if (resources.length === 0 || verbs.length === 0) {
        return undefined;
    }
    const names = rule.resourceNames ?? [];
    const granted = verbs.filter((verb) => !right.isHarmless?.(verb, names));
    return granted.length > 0 ? { verbs: granted, resources } : undefined;
}

/** `*` followed by a subresource means that subresource of everything; `userextras/scopes` is a kind of userextras. */
function reaches(resource: string, dangerous: string): boolean {
    const subresource = dangerous.split("/")[1];
    return (
        resource === dangerous ||
        (subresource !== undefined && resource === `*/${subresource}`) ||
        (dangerous === "userextras" && resource.startsWith("userextras/"))
    );
}

/** Entries of a rule that stand for more than they say, except those that are dangerous rights. */
export function wildcardsIn(rule: PolicyRule, field: WildcardField): string[] {
    const entries = (rule[field] ?? []).filter((entry) => entry.includes("*"));
    switch (field) {
        case "resources":
            return entries.filter(
                (entry) =>
                    !dangerousRights.some((right) =>
                        grantedBy({ ...knownParts(rule), resources: [entry] }, right),
                    ),
            );
        case "nonResourceURLs":
            return entries.filter((entry) => entry === "*" || entry === "/*");
        case "apiGroups":
        case "verbs":
            return entries.filter((entry) => entry === "*");
    }
}

export const wildcardFields = ["apiGroups", "resources", "verbs", "nonResourceURLs"] as const;

type WildcardField = (typeof wildcardFields)[number];

function knownParts(rule: PolicyRule): PolicyRule {
    return {
        apiGroups: ifKnown(() => rule.apiGroups),
        verbs: ifKnown(() => rule.verbs),
        resourceNames: ifKnown(() => rule.resourceNames),
    };
}
