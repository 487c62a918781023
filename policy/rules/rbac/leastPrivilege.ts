import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { dangerousRights, grantedBy, wildcardFields, wildcardsIn } from "../../kubernetes/rights";
import { isEmptySelector } from "../../kubernetes/selectors";
import type { Shapes } from "../../kubernetes/shapes/kinds";
import type { Binding } from "../../kubernetes/shapes/rights";

const adminRole = "cluster-admin";

/** What these allow in one namespace is much in all of them: every Secret can be read. */
const namespaceRoles = ["admin", "edit"];

/**
 * Kubernetes' own groups stand for everyone, or for those who may do everything. That of one
 * namespace's ServiceAccounts is left to its owners.
 */
const systemSubject =
    /^system:(anonymous|unauthenticated|authenticated|masters|nodes|serviceaccounts|monitoring)$/;

/** The ServiceAccount of all pods that name none, as the user that it is to the API server. */
const defaultAccount = /^system:serviceaccount:[^:]+:default$/;

export const leastPrivilege = defineRule({
    id: "rbac-least-privilege",
    description: "Roles give only the rights that are needed, and none that lead to all others.",
    severity: "high",
    tags: ["security", "access"],
    frameworks: ["cis"],
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
            checkRole(object, examination);
        }
        if (
            isKind(
                object,
                "rbac.authorization.k8s.io/RoleBinding",
                "rbac.authorization.k8s.io/ClusterRoleBinding",
            )
        ) {
            checkBinding(object, examination);
        }
    },
});

type Role = KubernetesObject<Shapes["rbac.authorization.k8s.io/ClusterRole"]>;

function checkRole(role: Role, { report, each, attempt }: Examination<object>): void {
    each(role.props.rules, (rule, index) => {
        const at = `rules[${index}]`;
        each(wildcardFields, (field) => {
            const wildcards = wildcardsIn(rule, field);
            if (wildcards.length > 0) {
                report(role, {
                    at: `${at}.${field}`,
                    is: wildcards.join(", "),
                    requires: `the ${field} that are used`,
                    fix: "List them one by one",
                });
            }
        });
        each(dangerousRights, (right) => {
            const granted = grantedBy(rule, right);
            if (granted) {
                report(role, {
                    at,
                    is: `${granted.verbs.join(", ")} of ${granted.resources.join(", ")}`,
                    requires: "none of these rights",
                    fix: right.fix,
                });
            }
        });
    });
    attempt(() =>
        each(role.props.aggregationRule?.clusterRoleSelectors, (selector, index) => {
            if (isEmptySelector(selector)) {
                report(role, {
                    at: `aggregationRule.clusterRoleSelectors[${index}]`,
                    is: "empty, which means every ClusterRole",
                    requires: "the labels of the roles that are used",
                    fix: "Set matchLabels",
                });
            }
        }),
    );
}

function checkBinding(
    binding: KubernetesObject<Binding>,
    { report, each, attempt }: Examination<object>,
): void {
    attempt(() => {
        const { kind, name = "" } = binding.props.roleRef ?? {};
        const isForCluster = binding.kind === "ClusterRoleBinding";
        const isWide = name === adminRole || (isForCluster && namespaceRoles.includes(name));
        if (kind !== "Role" && isWide) {
            report(binding, {
                at: "roleRef.name",
                is: name === adminRole ? name : `${name} in every namespace`,
                requires: "a role with the rights that are used",
                fix: "Write such a Role and bind it",
            });
        }
    });
    each(binding.props.subjects, (subject, index) => {
        const isEveryPod =
            (subject.kind === "ServiceAccount" && subject.name === "default") ||
            (subject.kind === "User" && defaultAccount.test(subject.name ?? ""));
        if (isEveryPod || systemSubject.test(subject.name ?? "")) {
            report(binding, {
                at: `subjects[${index}].name`,
                is: `${subject.name}`,
                requires: "a ServiceAccount, user or group of its own",
                fix: "Bind the ServiceAccount that needs the rights",
            });
        }
    });
}
