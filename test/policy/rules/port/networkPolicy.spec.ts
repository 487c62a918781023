import { networkPolicy } from "../../../../policy/rules/port/networkPolicy";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const none = (kind: string, name: string) =>
    `${kind} "shop/${name}" has no NetworkPolicy for ingress to its pods. Add one that selects them and lets in the ports they declare.`;
const port = (is: string, name = "orders-api") =>
    `NetworkPolicy "shop/${name}" spec.ingress[0].ports[0] is ${is}; prod requires a port that the selected pods declare. Declare it in a container or remove it.`;

/** Rules of which each lets in everyone on every port. */
const open = [
    {},
    { from: [] },
    { from: [], ports: [] },
    { from: [{ namespaceSelector: {} }] },
    { from: [{ namespaceSelector: {}, podSelector: {} }] },
    { from: [{ namespaceSelector: { matchLabels: {}, matchExpressions: [] } }] },
    {
        from: [
            {
                namespaceSelector: {
                    matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }],
                },
            },
        ],
    },
    { from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] },
    { from: [{ ipBlock: { cidr: "::/0" } }] },
    { from: [{ ipBlock: { cidr: "0.0.0.0/1" } }, { ipBlock: { cidr: "128.0.0.0/1" } }] },
    { from: [{ podSelector: { matchLabels: { a: "1" } } }, { namespaceSelector: {} }] },
    { ports: [{ protocol: "TCP" }] },
    { ports: [{ port: 1, endPort: 65535 }] },
];

/** Rules that look like those, and do limit. */
const limited = [
    { from: [{ podSelector: {} }] },
    { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { a: "1" } } }] },
    { from: [{ namespaceSelector: { matchLabels: { team: "shop" } } }] },
    {
        from: [{ namespaceSelector: { matchExpressions: [{ key: "team", operator: "Exists" }] } }],
    },
    { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] },
    { from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] },
    { from: [{ namespaceSelector: {} }], ports: [{ port: "http" }] },
];

describeRule(networkPolicy, [
    {
        when: "a workload that no policy selects",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": { matchLabels: { a: "1" } } },
        finds: [none("Deployment", "orders-api")],
    },
    {
        when: "a workload whose policy is for egress only",
        in: "NetworkPolicy/rabbitmq",
        set: { "spec.policyTypes": ["Egress"] },
        finds: [none("StatefulSet", "rabbitmq")],
    },
    {
        when: "a workload that no policy selects where only brokers need one",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": { matchLabels: { a: "1" } } },
        config: { brokersOnly: true },
        finds: [],
    },
    {
        when: "a policy for all pods of the namespace",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": {}, "spec.policyTypes": undefined },
        finds: [],
    },
    ...[[], null].map((policyTypes) => ({
        when: `policyTypes as ${JSON.stringify(policyTypes)}, which means ingress`,
        in: "NetworkPolicy/orders-api",
        set: { "spec.policyTypes": policyTypes },
        finds: [],
    })),
    ...open.map((rule) => ({
        when: `a policy that lets in all: ${JSON.stringify(rule)}`,
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress": [rule] },
        finds: [none("Deployment", "orders-api")],
    })),
    ...limited.map((rule) => ({
        when: `a policy that limits: ${JSON.stringify(rule)}`,
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress": [rule] },
        finds: [],
    })),
    {
        when: "a policy that lets in nobody",
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress": [] },
        finds: [],
    },
    {
        when: "a policy that lets in all beside one that limits",
        with: [
            resource("networking.k8s.io/v1:NetworkPolicy", "open", {
                spec: {
                    podSelector: { matchLabels: { "app.kubernetes.io/name": "orders-api" } },
                    ingress: [{ ports: [{ port: "http" }] }, {}],
                },
            }),
        ],
        finds: [
            'Deployment "shop/orders-api" is open to all by NetworkPolicy "shop/open", whatever its other NetworkPolicies say. Limit from or ports in that policy.',
        ],
    },
    ...[
        "core/v1:Pod",
        "core/v1:ReplicationController",
        "apps/v1:ReplicaSet",
        "apps/v1:DaemonSet",
        "argoproj.io/v1alpha1:Rollout",
        "rabbitmq.com/v1beta1:RabbitmqCluster",
    ].map((type) => ({
        when: `a ${type} that no policy selects`,
        with: [resource(type, "other", { spec: { template: { spec: {} } } })],
        finds: [none(type.split(":")[1] ?? "", "other")],
    })),
    {
        when: "what ends when its work is done",
        with: [resource("batch/v1:Job", "once", { spec: { template: { spec: {} } } })],
        finds: [],
    },
    {
        when: "a port by a name that the pods do not declare",
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress.0.ports.0.port": "web" },
        finds: [port("web (TCP)")],
    },
    {
        when: "a port with another protocol",
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress.0.ports.0.protocol": "UDP" },
        finds: [port("http (UDP)")],
    },
    {
        when: "a range without a declared port",
        in: "NetworkPolicy/orders-api",
        set: { "spec.ingress.0.ports.0": { port: 9000, endPort: 9010 } },
        finds: [port("9000-9010 (TCP)")],
    },
    {
        when: "the ranges that RabbitMQ nodes use, which no container declares",
        in: "NetworkPolicy/rabbitmq",
        set: {
            "spec.ingress.0.ports.0": { port: 35672, endPort: 35682 },
            "spec.ingress.0.ports.1": { port: 6000, endPort: 6500 },
        },
        finds: [],
    },
    {
        when: "coverage as not known when a policy's selector is not known",
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": unknown },
        finds: [],
        unknown: "spec.podSelector",
    },
]);
