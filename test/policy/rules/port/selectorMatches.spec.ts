import { selectorMatches } from "../../../../policy/rules/port/selectorMatches";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const matchless =
    'Service "shop/orders-api" spec.selector is a=1, b=2; prod requires the labels of a workload in the namespace. Copy them from its pod template.';

describeRule(selectorMatches, [
    {
        when: "a selector that matches nothing",
        in: "Service/orders-api",
        set: { "spec.selector": { b: "2", a: "1" } },
        finds: [matchless],
    },
    {
        when: "a selector that asks for one label more than the pods have",
        in: "Service/orders-api",
        set: { "spec.selector": { "app.kubernetes.io/name": "orders-api", tier: "web" } },
        finds: [
            'Service "shop/orders-api" spec.selector is app.kubernetes.io/name=orders-api, tier=web; prod requires the labels of a workload in the namespace. Copy them from its pod template.',
        ],
    },
    {
        when: "no selector",
        in: "Service/orders-api",
        set: { "spec.selector": undefined },
        finds: [
            'Service "shop/orders-api" spec.selector is empty; prod requires the labels of a workload. Copy them from its pod template.',
        ],
    },
    {
        when: "no selector where the stack makes the endpoints",
        in: "Service/orders-api",
        set: { "spec.selector": undefined },
        with: [
            resource("discovery.k8s.io/v1:EndpointSlice", "orders-api-1", {
                metadata: { labels: { "kubernetes.io/service-name": "orders-api" } },
            }),
        ],
        finds: [],
    },
    {
        when: "a Service in a namespace where the stack runs nothing",
        in: "Service/orders-api",
        set: { "metadata.namespace": "elsewhere", "spec.selector": { a: "1" } },
        finds: [],
    },
    {
        when: "a selector as not known when the labels of a workload are not known",
        in: "Deployment/orders-api",
        set: { "spec.template.metadata.labels": unknown },
        finds: [],
        unknown: "spec.template.metadata.labels",
    },
    {
        when: "the other Services when one selector is not known",
        in: "Service/rabbitmq",
        set: { "spec.selector": unknown },
        with: [resource("core/v1:Service", "stray", { spec: { selector: { a: "1" } } })],
        finds: [
            'Service "shop/stray" spec.selector is a=1; prod requires the labels of a workload in the namespace. Copy them from its pod template.',
        ],
        unknown: "spec.selector",
    },
    {
        when: "a Service beside nothing, whose pods are in another namespace",
        in: "Service/orders-api",
        set: { "metadata.namespace": "elsewhere" },
        finds: [
            'Service "elsewhere/orders-api" spec.selector is app.kubernetes.io/name=orders-api, which selects Deployment "shop/orders-api" in another namespace; prod requires the labels of a workload in the namespace. Put the Service into the namespace of the pods.',
        ],
    },
    {
        when: "a Service by another name for one outside the cluster",
        in: "Service/orders-api",
        set: { "spec.selector": undefined, "spec.type": "ExternalName" },
        finds: [],
    },
]);
