import { labelsNamespace } from "../../../../policy/rules/meta/labelsNamespace";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

describeRule(labelsNamespace, [
    {
        when: "an object in the namespace default",
        in: "Service/orders-api",
        set: { "metadata.namespace": "default" },
        finds: [
            'Service "default/orders-api" metadata.namespace is default; prod requires a namespace of the project. Set it to the project\'s namespace.',
        ],
    },
    {
        when: "an object whose namespace is left to Kubernetes, and a label that is missing",
        in: "Service/orders-api",
        set: {
            "metadata.namespace": undefined,
            "metadata.labels": {
                "app.kubernetes.io/name": "orders-api",
                "app.kubernetes.io/instance": "prod",
            },
        },
        finds: [
            'Service "default/orders-api" metadata.namespace is unset, which means default; prod requires a namespace of the project. Set it to the project\'s namespace.',
            'Service "default/orders-api" metadata.labels["app.kubernetes.io/part-of"] is unset; prod requires a value. Set it.',
        ],
    },
    {
        when: "labels when the namespace is not known",
        in: "Service/orders-api",
        set: {
            "metadata.namespace": unknown,
            "metadata.labels": {
                "app.kubernetes.io/name": "orders-api",
                "app.kubernetes.io/instance": "prod",
            },
        },
        finds: [
            'Service "orders-api" metadata.labels["app.kubernetes.io/part-of"] is unset; prod requires a value. Set it.',
        ],
        unknown: "metadata.namespace",
    },
    {
        when: "what belongs to the whole cluster",
        with: [
            resource("core/v1:Namespace", "shop", {
                metadata: { namespace: undefined, labels: undefined },
            }),
        ],
        finds: [],
    },
    {
        when: "a custom resource without a namespace, whose scope is not known",
        with: [
            resource("example.org/v1:ClusterThing", "thing", {
                metadata: { namespace: undefined },
            }),
        ],
        finds: [],
    },
]);
