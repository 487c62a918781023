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
const admission = "admissionregistration.k8s.io";
const certificates = "certificates.k8s.io";
const bound = (subject: object, roleRef = { kind: "Role", name: "orders" }) =>
    resource("rbac.authorization.k8s.io/v1:RoleBinding", "orders", {
        roleRef,
        subjects: [subject],
    });

/** A right for each resource from which all others follow. */
const dangerous: [group: string, resource: string, verb: string, fix?: string][] = [
    ["", "secrets", "list", mount],
    ["", "secrets", "watch", mount],
    ["", "pods/exec", "create"],
    ["", "pods/exec", "get"],
    ["", "pods/attach", "create"],
    ["", "*/exec", "create"],
    ["*", "*/exec", "create"],
    ["", "*/attach", "get"],
    ["", "pods/ephemeralcontainers", "patch"],
    ["", "pods/ephemeralcontainers", "update"],
    ["", "nodes/proxy", "get"],
    ["", "nodes/proxy", "create"],
    ["", "*/proxy", "get"],
    ["", "persistentvolumes", "create"],
    ...["update", "patch"].map((verb): [string, string, string, string] => [
        "",
        "namespaces",
        verb,
        "Remove the verb, or name the Namespace in resourceNames",
    ]),
    [certificates, "signers", "attest", "Name a signer of your own in resourceNames"],
    [
        "",
        "serviceaccounts/token",
        "create",
        "Remove the verb, or name the ServiceAccount in resourceNames",
    ],
    ...["users", "groups", "serviceaccounts"].map((one): [string, string, string, string] => [
        "",
        one,
        "impersonate",
        "Remove the verb, or name whom it may impersonate in resourceNames",
    ]),
    ["authentication.k8s.io", "uids", "impersonate"],
    ["authentication.k8s.io", "userextras/scopes", "impersonate"],
    ...["roles", "clusterroles", "rolebindings", "clusterrolebindings"].flatMap((one) =>
        ["escalate", "bind"].map((verb): [string, string, string] => [
            "rbac.authorization.k8s.io",
            one,
            verb,
        ]),
    ),
    ...[
        "mutatingwebhookconfigurations",
        "validatingwebhookconfigurations",
        "mutatingadmissionpolicies",
        "mutatingadmissionpolicybindings",
        "validatingadmissionpolicies",
        "validatingadmissionpolicybindings",
    ].map((one): [string, string, string, string] => [
        admission,
        one,
        "patch",
        "Remove the verb, or name the configuration in resourceNames",
    ]),
    [
        "apiregistration.k8s.io",
        "apiservices",
        "update",
        "Remove the verb, or name the APIService in resourceNames",
    ],
    [certificates, "certificatesigningrequests/approval", "update"],
    [certificates, "certificatesigningrequests/status", "patch"],
    [certificates, "signers", "approve", "Name a signer of your own in resourceNames"],
    [certificates, "signers", "sign", "Name a signer of your own in resourceNames"],
];

/** Rights that look like those, and are limited. */
const harmless: [what: string, fields: object][] = [
    [
        "roles of another API group",
        { apiGroups: ["iam.example.com"], resources: ["roles"], verbs: ["bind"] },
    ],
    [
        "secrets of another API group",
        { apiGroups: ["vault.example.com"], resources: ["secrets"], verbs: ["list"] },
    ],
    ["pods, and not a shell in them", { resources: ["pods", "pods/log"], verbs: ["get", "list"] }],
    ["nodes, and not what runs on them", { resources: ["nodes"], verbs: ["get"] }],
    [
        "asking for certificates",
        {
            apiGroups: [certificates],
            resources: ["certificatesigningrequests"],
            verbs: ["create", "get"],
        },
    ],
    [
        "binding one role",
        {
            apiGroups: ["rbac.authorization.k8s.io"],
            resources: ["clusterroles"],
            verbs: ["bind"],
            resourceNames: ["view"],
        },
    ],
    [
        "impersonating one user",
        { resources: ["users"], verbs: ["impersonate"], resourceNames: ["jane"] },
    ],
    [
        "the token of one ServiceAccount",
        {
            resources: ["serviceaccounts/token"],
            verbs: ["create"],
            resourceNames: ["orders"],
        },
    ],
    [
        "writing the certificate of one webhook",
        {
            apiGroups: [admission],
            resources: ["validatingwebhookconfigurations"],
            verbs: ["get", "patch"],
            resourceNames: ["orders"],
        },
    ],
    [
        "reading webhooks",
        { apiGroups: [admission], resources: ["validatingwebhookconfigurations"], verbs: ["get"] },
    ],
    [
        "signing for a signer of one's own",
        {
            apiGroups: [certificates],
            resources: ["signers"],
            verbs: ["approve"],
            resourceNames: ["example.com/*"],
        },
    ],
    ["metrics of the API server", { nonResourceURLs: ["/metrics"], verbs: ["get"] }],
];

describeRule(leastPrivilege, [
    ...["apiGroups", "resources", "verbs"].map((field) => ({
        when: `all ${field}`,
        ...rule({ [field]: ["*"] }),
        finds: [wildcard(field)],
    })),
    ...dangerous.map(([group, one, verb, fix]) => ({
        when: `${verb} of ${one} in the group "${group}"`,
        ...rule({ apiGroups: [group], resources: [one], verbs: [verb] }),
        finds: [...(group === "*" ? [wildcard("apiGroups")] : []), right(`${verb} of ${one}`, fix)],
    })),
    ...harmless.map(([what, fields]) => ({ when: what, ...rule(fields), finds: [] })),
    ...["pods/*", "*/*", "*/scale"].map((one) => ({
        when: `resources as ${one}`,
        ...rule({ resources: [one] }),
        finds: [wildcard("resources").replace("is *", `is ${one}`)],
    })),
    {
        when: "every URL of the API server",
        ...rule({ nonResourceURLs: ["*"] }),
        finds: [wildcard("nonResourceURLs")],
    },
    {
        when: "binding the role that may do everything",
        ...rule({
            apiGroups: ["rbac.authorization.k8s.io"],
            resources: ["clusterroles"],
            verbs: ["bind"],
            resourceNames: ["cluster-admin"],
        }),
        finds: [right("bind of clusterroles")],
    },
    {
        when: "impersonating those who may do everything",
        ...rule({
            resources: ["groups"],
            verbs: ["impersonate"],
            resourceNames: ["system:masters"],
        }),
        finds: [
            right(
                "impersonate of groups",
                "Remove the verb, or name whom it may impersonate in resourceNames",
            ),
        ],
    },
    {
        when: "a ClusterRole that collects the rights of all others",
        with: [
            resource("rbac.authorization.k8s.io/v1:ClusterRole", "all", {
                aggregationRule: { clusterRoleSelectors: [{}, { matchLabels: { a: "1" } }] },
            }),
        ],
        finds: [
            'ClusterRole "all" aggregationRule.clusterRoleSelectors[0] is empty, which means every ClusterRole; prod requires the labels of the roles that are used. Set matchLabels.',
        ],
    },
    ...[
        "system:anonymous",
        "system:unauthenticated",
        "system:authenticated",
        "system:masters",
        "system:nodes",
        "system:serviceaccounts",
        "system:monitoring",
    ].map((name) => ({
        when: `a role for ${name}`,
        with: [bound({ kind: "Group", name })],
        finds: [
            `RoleBinding "shop/orders" subjects[0].name is ${name}; prod requires a ServiceAccount, user or group of its own. Bind the ServiceAccount that needs the rights.`,
        ],
    })),
    ...["system:serviceaccounts:shop", "orders", "my-system:masters"].map((name) => ({
        when: `a role for ${name}`,
        with: [bound({ kind: "Group", name })],
        finds: [],
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
    {
        when: "the ServiceAccount of every pod that names none",
        with: [bound({ kind: "ServiceAccount", name: "default" })],
        finds: [
            'RoleBinding "shop/orders" subjects[0].name is default; prod requires a ServiceAccount, user or group of its own. Bind the ServiceAccount that needs the rights.',
        ],
    },
    ...["default", "orders"].map((account) => ({
        when: `a role for the user that the ServiceAccount ${account} is`,
        with: [bound({ kind: "User", name: `system:serviceaccount:shop:${account}` })],
        finds:
            account === "default"
                ? [
                      'RoleBinding "shop/orders" subjects[0].name is system:serviceaccount:shop:default; prod requires a ServiceAccount, user or group of its own. Bind the ServiceAccount that needs the rights.',
                  ]
                : [],
    })),
    {
        when: "a Role of one's own that is called like the one that may do everything",
        with: [bound({ kind: "User", name: "me" }, { kind: "Role", name: "cluster-admin" })],
        finds: [],
    },
    ...["admin", "edit", "view"].flatMap((name) =>
        ["ClusterRoleBinding", "RoleBinding"].map((kind) => ({
            when: `${name} by a ${kind}`,
            with: [
                resource(`rbac.authorization.k8s.io/v1:${kind}`, "all", {
                    roleRef: { kind: "ClusterRole", name },
                    subjects: [{ kind: "User", name: "me" }],
                }),
            ],
            finds:
                kind === "ClusterRoleBinding" && name !== "view"
                    ? [
                          `ClusterRoleBinding "all" roleRef.name is ${name} in every namespace; prod requires a role with the rights that are used. Write such a Role and bind it.`,
                      ]
                    : [],
        })),
    ),
]);
