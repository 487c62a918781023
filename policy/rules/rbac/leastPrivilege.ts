import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import type { PolicyRule } from "../../kubernetes/shapes";
import { ifKnown } from "../../kubernetes/unknownValue";

/** Rights that lead to all others. https://kubernetes.io/docs/concepts/security/rbac-good-practices/ */
const dangerous: readonly { verbs: readonly string[]; resources: readonly string[] }[] = [
    { verbs: ["get", "list", "watch"], resources: ["secrets"] },
    { verbs: ["create", "get"], resources: ["pods/exec", "pods/attach"] },
    { verbs: ["create"], resources: ["serviceaccounts/token"] },
    {
        verbs: ["escalate", "bind"],
        resources: ["roles", "clusterroles", "rolebindings", "clusterrolebindings"],
    },
    { verbs: ["impersonate"], resources: ["users", "groups", "serviceaccounts"] },
];

/** Groups that stand for everyone, or for everyone who has an account. */
const everyone = ["system:anonymous", "system:unauthenticated", "system:authenticated"];

export const leastPrivilege = defineRule({
    id: "rbac-least-privilege",
    description: "Roles give only the rights that are needed, and none that lead to all others.",
    severity: "high",
    remediation: "List the verbs and resources that are used, and name the Secrets that are read.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        if (
            isKind(
                object,
                "rbac.authorization.k8s.io/Role",
                "rbac.authorization.k8s.io/ClusterRole",
            )
        ) {
            examination.each(object.props.rules, (rule, index) => {
                checkWildcards(object, rule, `rules[${index}]`, examination);
                checkDangerous(object, rule, `rules[${index}]`, examination);
            });
        }
        if (
            isKind(
                object,
                "rbac.authorization.k8s.io/RoleBinding",
                "rbac.authorization.k8s.io/ClusterRoleBinding",
            )
        ) {
            examination.attempt(() => {
                if (object.props.roleRef?.name === "cluster-admin") {
                    examination.report(object, {
                        at: "roleRef.name",
                        is: "cluster-admin",
                        requires: "a role with the rights that are used",
                        fix: "Write such a Role and bind it",
                    });
                }
            });
            examination.each(object.props.subjects, (subject, index) => {
                if (everyone.includes(subject.name ?? "")) {
                    examination.report(object, {
                        at: `subjects[${index}].name`,
                        is: `${subject.name}`,
                        requires: "a ServiceAccount, user or group of its own",
                        fix: "Bind the ServiceAccount that needs the rights",
                    });
                }
            });
        }
    },
});

function checkWildcards(
    object: KubernetesObject,
    rule: PolicyRule,
    at: string,
    { report, each }: Examination<object>,
): void {
    each(["apiGroups", "resources", "verbs"] as const, (field) => {
        if (rule[field]?.includes("*")) {
            report(object, {
                at: `${at}.${field}`,
                is: "*",
                requires: `the ${field} that are used`,
                fix: "List them one by one",
            });
        }
    });
}

/** A Secret that is named can be read: `resourceNames` limits get, and nothing else. */
function checkDangerous(
    object: KubernetesObject,
    rule: PolicyRule,
    at: string,
    { report }: Examination<object>,
): void {
    for (const { verbs, resources } of dangerous) {
        const named = (ifKnown(() => rule.resourceNames) ?? []).length > 0;
        const granted = verbs.filter(
            (verb) =>
                rule.verbs?.includes(verb) &&
                !(named && verb === "get" && resources.includes("secrets")),
        );
        const reached = resources.filter((resource) => rule.resources?.includes(resource));
        if (granted.length > 0 && reached.length > 0) {
            report(object, {
                at,
                is: `${granted.join(", ")} of ${reached.join(", ")}`,
                requires: "none of these rights",
                fix: reached.includes("secrets")
                    ? "Mount the Secret, or name it in resourceNames and use get alone"
                    : "Remove the verb",
            });
        }
    }
}
