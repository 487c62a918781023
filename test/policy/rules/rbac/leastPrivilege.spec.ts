import { leastPrivilege } from "../../../../policy/rules/rbac/leastPrivilege";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const rule = (fields: object) => ({
    in: "Role/rabbitmq",
    set: { rules: [{ apiGroups: [""], resources: ["events"], verbs: ["create"], ...fields }] },
});
const wildcard = (field: string) =>
    `Role "shop/rabbitmq" rules[0].${field} is *; prod requires the ${field} that are used. List them one by one.`;
const right = (is: string, fix = "Remove the verb") =>
    `Role "shop/rabbitmq" rules[0] is ${is}; prod requires none of these rights. ${fix}.`;
const mount = "Mount the Secret, or name it in resourceNames and use get alone";

describeRule(leastPrivilege, [
    ...["apiGroups", "resources", "verbs"].map((field) => ({
        when: `all ${field}`,
        ...rule({ [field]: ["*"] }),
        finds: [wildcard(field)],
    })),
    {
        when: "reading all Secrets",
        ...rule({ resources: ["secrets"], verbs: ["get", "list"] }),
        finds: [right("get, list of secrets", mount)],
    },
    {
        when: "listing Secrets by name, which lists all of them",
        ...rule({ resources: ["secrets"], verbs: ["get", "list"], resourceNames: ["orders"] }),
        finds: [right("list of secrets", mount)],
    },
    {
        when: "reading one Secret",
        ...rule({ resources: ["secrets"], verbs: ["get"], resourceNames: ["orders"] }),
        finds: [],
    },
    {
        when: "a shell in every pod",
        ...rule({ resources: ["pods/exec"] }),
        finds: [right("create of pods/exec")],
    },
    {
        when: "the right to get every other right",
        ...rule({ resources: ["roles"], verbs: ["escalate", "bind"] }),
        finds: [right("escalate, bind of roles")],
    },
    {
        when: "the role that may do everything, for everyone",
        with: [
            resource("rbac.authorization.k8s.io/v1:ClusterRoleBinding", "all", {
                roleRef: { kind: "ClusterRole", name: "cluster-admin" },
                subjects: [{ kind: "Group", name: "system:authenticated" }],
            }),
        ],
        finds: [
            'ClusterRoleBinding "all" roleRef.name is cluster-admin; prod requires a role with the rights that are used. Write such a Role and bind it.',
            'ClusterRoleBinding "all" subjects[0].name is system:authenticated; prod requires a ServiceAccount, user or group of its own. Bind the ServiceAccount that needs the rights.',
        ],
    },
    {
        when: "the second rule when the first is not known",
        in: "Role/rabbitmq",
        set: { rules: [unknown, { resources: ["*"] }] },
        finds: [wildcard("resources").replace("rules[0]", "rules[1]")],
        unknown: "rules.0",
    },
]);
