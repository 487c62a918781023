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
    { from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }] },
    { from: [{ ipBlock: { cidr: "0.0.0.0/1" } }, { ipBlock: { cidr: "128.0.0.0/1" } }] },
    { from: [{ podSelector: { matchLabels: { a: "1" } } }, { namespaceSelector: {} }] },
    { ports: [{ protocol: "TCP" }] },
    { ports: [{ port: 1, endPort: 65535 }] },
    { ports: [{ port: 0, endPort: 65535 }] },
    { from: ["0", "64", "128", "192"].map((n) => ({ ipBlock: { cidr: `${n}.0.0.0/2` } })) },
];

/** Rules that look like those, and do limit. */
const limited = [
    { from: ["0", "64", "0"].map((n) => ({ ipBlock: { cidr: `${n}.0.0.0/2` } })) },
    { from: [{ podSelector: {} }] },
    { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { a: "1" } } }] },
    { from: [{ namespaceSelector: { matchLabels: { team: "shop" } } }] },
    {
        from: [{ namespaceSelector: { matchExpressions: [{ key: "team", operator: "Exists" }] } }],
    },
    { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] },
    { from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] },
    { from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["192.0.2.1/32", "192.168.0.0/16"] } }] },
    { from: [{ namespaceSelector: {} }], ports: [{ port: "http" }] },
];

const cilium = "cilium.io/v2:CiliumNetworkPolicy";
const clusterwide = "cilium.io/v2:CiliumClusterwideNetworkPolicy";
const calico = "projectcalico.org/v3:NetworkPolicy";
const global = "crd.projectcalico.org/v1:GlobalNetworkPolicy";
const byName = { matchLabels: { "k8s:app.kubernetes.io/name": "orders-api" } };
const api = "app.kubernetes.io/name == 'orders-api'";
const http = { toPorts: [{ ports: [{ port: "8080" }] }] };
const allowed = { action: "Allow", source: { selector: "role == 'web'" } };

/** Policies of network plugins, and whether they limit who reaches the pods of orders-api. */
const guards: [what: string, type: string, props: { [key: string]: unknown }, boolean][] = [
    ["one of Cilium", cilium, { spec: { endpointSelector: byName, ingress: [http] } }, true],
    [
        "one of Cilium in a list",
        cilium,
        { specs: [{ endpointSelector: byName, ingress: [{}] }] },
        true,
    ],
    [
        "one of Cilium for others",
        cilium,
        { spec: { endpointSelector: { matchLabels: { a: "1" } }, ingress: [{}] } },
        false,
    ],
    [
        "one of Cilium for egress only",
        cilium,
        { spec: { endpointSelector: byName, egress: [{}] } },
        false,
    ],
    [
        "one of Cilium in another namespace",
        cilium,
        { metadata: { namespace: "other" }, spec: { endpointSelector: byName, ingress: [{}] } },
        false,
    ],
    [
        "one of Cilium that adds to others only",
        cilium,
        {
            spec: {
                endpointSelector: byName,
                ingress: [http],
                enableDefaultDeny: { ingress: false },
            },
        },
        false,
    ],
    [
        "one of Cilium that lets in the world",
        cilium,
        { spec: { endpointSelector: byName, ingress: [{ fromEntities: ["world"] }] } },
        false,
    ],
    [
        "one of Cilium that lets in the world on one port",
        cilium,
        { spec: { endpointSelector: byName, ingress: [{ fromEntities: ["world"], ...http }] } },
        true,
    ],
    [
        "one of Cilium that lets in every address",
        cilium,
        { spec: { endpointSelector: byName, ingress: [{ fromCIDR: ["0.0.0.0/0"] }] } },
        false,
    ],
    [
        "one of Cilium for the namespaces of the cluster",
        clusterwide,
        {
            spec: {
                endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": "shop" } },
                ingress: [http],
            },
        },
        true,
    ],
    [
        "one of Cilium for other namespaces of the cluster",
        clusterwide,
        {
            spec: {
                endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": "other" } },
                ingress: [http],
            },
        },
        false,
    ],
    [
        "one of Cilium for all of the cluster that lets in all of it",
        clusterwide,
        { spec: { endpointSelector: byName, ingress: [{ fromEndpoints: [{}] }] } },
        false,
    ],
    ["one of Calico", calico, { spec: { selector: api, ingress: [allowed] } }, true],
    [
        "one of Calico that lets in nobody",
        calico,
        { spec: { selector: "all()", types: ["Ingress"] } },
        true,
    ],
    [
        "one of Calico for others",
        calico,
        { spec: { selector: "role == 'web'", ingress: [allowed] } },
        false,
    ],
    [
        "one of Calico for egress",
        calico,
        { spec: { selector: api, types: ["Egress"], egress: [{}] } },
        false,
    ],
    [
        "one of Calico that lets in all",
        calico,
        { spec: { selector: api, ingress: [{ action: "Allow" }] } },
        false,
    ],
    [
        "one of Calico that lets in all that it does not shut out before",
        calico,
        { spec: { selector: api, ingress: [{ action: "Deny" }, { action: "Allow" }] } },
        true,
    ],
    [
        "one of Calico that lets in all on one port",
        calico,
        { spec: { selector: api, ingress: [{ action: "Allow", destination: { ports: [8080] } }] } },
        true,
    ],
    [
        "one of Calico for the namespaces of the cluster",
        global,
        { spec: { namespaceSelector: "projectcalico.org/name in {'shop'}", ingress: [allowed] } },
        true,
    ],
    [
        "one of Calico for other namespaces of the cluster",
        global,
        { spec: { namespaceSelector: "projectcalico.org/name == 'other'", ingress: [allowed] } },
        false,
    ],
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
    ...guards.map(([what, type, props, isGuarded]) => ({
        when: `a workload with ${what}`,
        in: "NetworkPolicy/orders-api",
        set: { "spec.podSelector": { matchLabels: { a: "1" } } },
        with: [resource(type, "guard", props)],
        finds: isGuarded ? [] : [none("Deployment", "orders-api")],
    })),
    ...["orders-worker", "gone"].map((name) => ({
        when: `a Rollout that takes the pod template of the Deployment ${name}`,
        with: [
            resource("argoproj.io/v1alpha1:Rollout", "orders", {
                spec: { workloadRef: { kind: "Deployment", name } },
            }),
        ],
        finds: [],
    })),
]);
