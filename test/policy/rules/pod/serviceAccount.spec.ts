import { serviceAccount } from "../../../../policy/rules/pod/serviceAccount";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";

const pods = "spec.template.spec";
const token = {
    in: "Deployment/orders-api",
    set: { [`${pods}.automountServiceAccountToken`]: undefined },
};

describeRule(serviceAccount, [
    {
        when: "pods that run as the namespace's default ServiceAccount",
        in: "Deployment/orders-api",
        set: { [`${pods}.serviceAccountName`]: "default" },
        finds: [
            'Deployment "shop/orders-api" spec.template.spec.serviceAccountName is "default"; prod requires a ServiceAccount of its own. Create one and name it.',
        ],
    },
    {
        when: "pods that get a token",
        ...token,
        finds: [
            'Deployment "shop/orders-api" spec.template.spec.automountServiceAccountToken is unset, which means true; prod requires false. Set it to false, or list the ServiceAccount in needsApi.',
        ],
    },
    {
        when: "pods that get a token, which they need",
        ...token,
        config: { needsApi: ["orders-api"] },
        finds: [],
    },
    {
        when: "a ServiceAccount that hands out tokens",
        in: "ServiceAccount/orders-api",
        set: { automountServiceAccountToken: true },
        finds: [
            'ServiceAccount "shop/orders-api" automountServiceAccountToken is true; prod requires false. Set it to false, or list the ServiceAccount in needsApi.',
        ],
    },
    {
        when: "pods without a token as not known when their ServiceAccount is not known",
        in: "Deployment/orders-api",
        set: { [`${pods}.serviceAccountName`]: unknown },
        finds: [],
        unknown: "spec.template.spec.serviceAccountName",
    },
]);
