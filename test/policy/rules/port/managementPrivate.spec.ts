import { managementPrivate } from "../../../../policy/rules/port/managementPrivate";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { type Props, resource } from "../../shopStack";

const onLoadBalancer = (port: number, name: string) =>
    `Service "shop/rabbitmq" port "${name}" is ${port} on a LoadBalancer; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.`;

const ingress = (name: string, port: object) =>
    resource("networking.k8s.io/v1:Ingress", "ui", {
        spec: { rules: [{ http: { paths: [{ backend: { service: { name, port } } }] } }] },
    });

const ingressFinding = (name: string, port: number) =>
    `Ingress "shop/ui" the backend "${name}" is ${port}; prod requires management and metrics ports on ClusterIP only. Remove the backend and reach it with kubectl port-forward.`;

const listener = (name: string, port: number) =>
    `Gateway "shop/${name}" a listener is ${port}; prod requires management and metrics ports on ClusterIP only. Remove it and reach the port with kubectl port-forward.`;

const selector = { "app.kubernetes.io/component": "rabbitmq" };

const ports: [name: string, number: number][] = [
    ["management", 15672],
    ["management-tls", 15671],
    ["prometheus", 15692],
    ["prometheus-tls", 15691],
];

type RouteSpec = (name: string, port: number) => object;
const gatewayRoute: RouteSpec = (name, port) => ({ rules: [{ backendRefs: [{ name, port }] }] });
const traefikRoute: RouteSpec = (name, port) => ({ routes: [{ services: [{ name, port }] }] });
const istioRoute =
    (protocol: string): RouteSpec =>
    (name, number) => ({
        gateways: ["public"],
        [protocol]: [
            {
                route: [
                    { destination: { host: `${name}.shop.svc.cluster.local`, port: { number } } },
                ],
            },
        ],
    });

const mirrored: RouteSpec = (name, port) => ({
    rules: [{ filters: [{ requestMirror: { backendRef: { name, port } } }] }],
});
const mirroredBackend: RouteSpec = (name, port) => ({
    rules: [
        {
            backendRefs: [
                {
                    name: "orders-api",
                    port: 80,
                    filters: [{ requestMirror: { backendRef: { name, port } } }],
                },
            ],
        },
    ],
});
const kongRoute: RouteSpec = (serviceName, servicePort) => ({
    rules: [{ backend: { serviceName, servicePort } }],
});
const nginxRoute: RouteSpec = (service, port) => ({ upstreams: [{ name: "u", service, port }] });

const routes: [type: string, spec: RouteSpec][] = [
    ["gateway.networking.k8s.io/v1alpha2:UDPRoute", gatewayRoute],
    ["gateway.networking.k8s.io/v1:HTTPRoute", mirrored],
    ["gateway.networking.k8s.io/v1:GRPCRoute", mirroredBackend],
    [
        "networking.istio.io/v1:VirtualService",
        (host, number) => ({
            gateways: ["public"],
            http: [{ mirror: { host, port: { number } } }],
        }),
    ],
    [
        "networking.istio.io/v1:VirtualService",
        (host, number) => ({
            gateways: ["public"],
            http: [{ mirrors: [{ destination: { host, port: { number } } }] }],
        }),
    ],
    [
        "traefik.io/v1alpha1:TraefikService",
        (name, port) => ({ mirroring: { name: "orders-api", mirrors: [{ name, port }] } }),
    ],
    ["traefik.io/v1alpha1:IngressRouteUDP", traefikRoute],
    ["projectcontour.io/v1:HTTPProxy", traefikRoute],
    [
        "projectcontour.io/v1:HTTPProxy",
        (name, port) => ({ tcpproxy: { services: [{ name, port }] } }),
    ],
    ["configuration.konghq.com/v1beta1:TCPIngress", kongRoute],
    [
        "apisix.apache.org/v2:ApisixRoute",
        (serviceName, servicePort) => ({ http: [{ backends: [{ serviceName, servicePort }] }] }),
    ],
    ["k8s.nginx.org/v1:VirtualServer", nginxRoute],
    ["k8s.nginx.org/v1:TransportServer", nginxRoute],
    ...["HTTPRoute", "GRPCRoute"].map((kind): [string, RouteSpec] => [
        `gateway.networking.k8s.io/v1:${kind}`,
        gatewayRoute,
    ]),
    ...["TCPRoute", "TLSRoute"].map((kind): [string, RouteSpec] => [
        `gateway.networking.k8s.io/v1alpha2:${kind}`,
        gatewayRoute,
    ]),
    [
        "route.openshift.io/v1:Route",
        (name, targetPort) => ({ to: { kind: "Service", name }, port: { targetPort } }),
    ],
    ...["http", "tcp", "tls"].map((protocol): [string, RouteSpec] => [
        "networking.istio.io/v1:VirtualService",
        istioRoute(protocol),
    ]),
    ...["traefik.io", "traefik.containo.us"].flatMap((group) =>
        ["IngressRoute", "IngressRouteTCP"].map((kind): [string, RouteSpec] => [
            `${group}/v1alpha1:${kind}`,
            traefikRoute,
        ]),
    ),
    [
        "traefik.io/v1alpha1:TraefikService",
        (name, port) => ({ weighted: { services: [{ name, port }] } }),
    ],
];

const mq = resource("core/v1:Service", "mq", {
    spec: {
        selector: { "app.kubernetes.io/name": "rabbitmq" },
        ports: [
            { name: "management", port: 15672, targetPort: "management-tls" },
            { name: "amqps", port: 5671, targetPort: "amqps" },
        ],
    },
});

const toManagement = (type: string) =>
    `${type.split(":")[1]} "shop/ui" the backend "mq" is 15672; prod requires management and metrics ports on ClusterIP only. Remove the backend and reach it with kubectl port-forward.`;

/** Routes of other projects and older versions, and how each leads to a port of the Service `mq`. */
const otherRoutes: [type: string, lead: (port: number) => Props][] = [
    ...["mq:", "http://mq:", "mq.shop:", "https://mq.shop.svc.cluster.local:"].map(
        (host): [string, (port: number) => Props] => [
            "getambassador.io/v3alpha1:Mapping",
            (port) => ({ spec: { prefix: "/", service: `${host}${port}` } }),
        ],
    ),
    ["getambassador.io/v3alpha1:TCPMapping", (port) => ({ spec: { service: `mq:${port}` } })],
    ...["networking.k8s.io/v1beta1:Ingress", "extensions/v1beta1:Ingress"].flatMap((type) =>
        [
            (backend: object) => ({ backend }),
            (backend: object) => ({ rules: [{ http: { paths: [{ backend }] } }] }),
        ].map((spec): [string, (port: number) => Props] => [
            type,
            (port) => ({ spec: spec({ serviceName: "mq", servicePort: port }) }),
        ]),
    ),
    [
        "contour.heptio.com/v1beta1:IngressRoute",
        (port) => ({ spec: { routes: [{ services: [{ name: "mq", port }] }] } }),
    ],
    [
        "gateway.solo.io/v1:VirtualService",
        (port) => {
            const kube = { ref: { name: "mq", namespace: "shop" }, port };
            return { spec: { virtualHost: { routes: [{ routeAction: { single: { kube } } }] } } };
        },
    ],
    [
        "zalando.org/v1:RouteGroup",
        (port) => ({ spec: { backends: [{ name: "a", serviceName: "mq", servicePort: port }] } }),
    ],
    [
        "ingress.v1.haproxy.org/v1:TCP",
        (port) => ({ spec: [{ service: { name: "mq", port } }] as unknown }),
    ],
    [
        "elbv2.k8s.aws/v1beta1:TargetGroupBinding",
        (port) => ({ spec: { serviceRef: { name: "mq", port } } }),
    ],
    ["core/v1:ConfigMap", (port) => ({ data: { 9000: `shop/mq:${port}:PROXY` } })],
];

describeRule(managementPrivate, [
    ...ports.map(([name, number]) => ({
        when: `${number}, by number and by name`,
        with: [
            resource("core/v1:Service", "ui", {
                spec: {
                    type: "LoadBalancer",
                    selector,
                    ports: [
                        { name: "number", port: number },
                        { name: "name", port: 443, targetPort: name },
                        { name: "amqps", port: 5671, targetPort: "amqps" },
                    ],
                },
            }),
        ],
        finds: ["number", "name"].map((port) =>
            onLoadBalancer(number, port).replace("rabbitmq", "ui"),
        ),
    })),
    {
        when: "the management port of a broker on a LoadBalancer, and not its AMQP port",
        in: "Service/rabbitmq",
        set: { "spec.type": "LoadBalancer" },
        finds: [onLoadBalancer(15671, "management-tls")],
    },
    {
        when: "a management port behind another number and name",
        in: "Service/rabbitmq",
        set: {
            "spec.type": "LoadBalancer",
            "spec.ports": [{ name: "web", port: 443, targetPort: "management-tls" }],
        },
        finds: [onLoadBalancer(15671, "web")],
    },
    {
        when: "a metrics port on an external address",
        in: "Service/rabbitmq",
        set: {
            "spec.externalIPs": ["192.0.2.1"],
            "spec.ports": [{ name: "metrics", port: 80, targetPort: 15692 }],
        },
        finds: [
            'Service "shop/rabbitmq" port "metrics" is 15692 on an external address; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.',
        ],
    },
    {
        when: "one management port when the port before it is not known",
        in: "Service/rabbitmq",
        set: { "spec.type": "LoadBalancer", "spec.ports.0.targetPort": unknown },
        finds: [onLoadBalancer(15671, "management-tls")],
        unknown: "spec.ports.0.targetPort",
    },
    {
        when: "a broker of another stack, told by the selector",
        with: [
            resource("core/v1:Service", "ui", {
                spec: {
                    type: "NodePort",
                    selector: { "app.kubernetes.io/component": "rabbitmq" },
                    ports: [{ name: "web", port: 80, targetPort: "management" }],
                },
            }),
        ],
        finds: [
            'Service "shop/ui" port "web" is 15672 on a NodePort; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.',
        ],
    },
    {
        when: "an Ingress to the management port by number",
        with: [ingress("rabbitmq", { number: 15671 })],
        finds: [ingressFinding("rabbitmq", 15671)],
    },
    {
        when: "an Ingress to the management port by name",
        with: [ingress("rabbitmq", { name: "management-tls" })],
        finds: [ingressFinding("rabbitmq", 15671)],
    },
    {
        when: "an Ingress to the management port of a broker in another stack",
        with: [ingress("other-rabbitmq", { number: 15672 })],
        finds: [ingressFinding("other-rabbitmq", 15672)],
    },
    ...routes.map(([type, spec]) => ({
        when: `a ${type} to the management port, and not one to AMQP`,
        with: [
            resource(type, "ui", { spec: spec("rabbitmq", 15671) }),
            resource(type, "amqp", { spec: spec("rabbitmq", 5671) }),
        ],
        finds: [ingressFinding("rabbitmq", 15671).replace("Ingress", type.split(":")[1] ?? "")],
    })),
    {
        when: "an Ingress to the management port by name of a broker in another stack",
        with: [ingress("other-rabbitmq", { name: "management" })],
        finds: [ingressFinding("other-rabbitmq", 15672)],
    },
    {
        when: "a VirtualService for the mesh itself",
        with: [
            resource("networking.istio.io/v1:VirtualService", "ui", {
                spec: {
                    http: [
                        {
                            route: [{ destination: { host: "rabbitmq", port: { number: 15671 } } }],
                        },
                    ],
                },
            }),
        ],
        finds: [],
    },
    {
        when: "a RabbitmqCluster with a LoadBalancer, and not one with a ClusterIP",
        with: [
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "open", {
                spec: { service: { type: "LoadBalancer" } },
            }),
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "overridden", {
                spec: { override: { service: { spec: { type: "NodePort" } } } },
            }),
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "closed", { spec: {} }),
        ],
        finds: [
            'RabbitmqCluster "shop/open" its Service is 15672 on a LoadBalancer; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.',
            'RabbitmqCluster "shop/overridden" its Service is 15672 on a NodePort; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.',
        ],
    },
    {
        when: "a Route to all ports of a RabbitmqCluster's Service, and one to AMQP",
        with: [
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { spec: {} }),
            resource("route.openshift.io/v1:Route", "ui", { spec: { to: { name: "mq" } } }),
            resource("route.openshift.io/v1:Route", "amqp", {
                spec: { to: { name: "mq" }, port: { targetPort: "amqp" } },
            }),
        ],
        finds: [ingressFinding("mq", 15672).replace("Ingress", "Route")],
    },
    {
        when: "an Ingress and a LoadBalancer to what is no broker",
        in: "Service/orders-api",
        set: { "spec.type": "LoadBalancer", "spec.ports.0.port": 15672 },
        with: [ingress("orders-api", { number: 15672 })],
        finds: [],
    },
    {
        when: "a gateway that listens on the port itself, and not one for web pages",
        with: [
            resource("networking.istio.io/v1:Gateway", "mesh", {
                spec: { servers: [{ port: { number: 443 } }, { port: { number: 15672 } }] },
            }),
            resource("gateway.networking.k8s.io/v1:Gateway", "edge", {
                spec: { listeners: [{ port: 443 }, { port: 15671 }] },
            }),
        ],
        finds: [listener("edge", 15671), listener("mesh", 15672)],
    },
    {
        when: "an Ingress to another name of the broker's Service",
        with: [
            resource("core/v1:Service", "alias", {
                spec: { type: "ExternalName", externalName: "rabbitmq.shop.svc.cluster.local" },
            }),
            ingress("alias", { number: 15671 }),
        ],
        finds: [ingressFinding("alias", 15671)],
    },
    {
        when: "an Ingress to a broker outside the cluster, and to a name that leads back to itself",
        with: [
            resource("core/v1:Service", "outside", {
                spec: { type: "ExternalName", externalName: "mq.example.com" },
            }),
            resource("core/v1:Service", "circle", {
                spec: { type: "ExternalName", externalName: "circle.shop.svc" },
            }),
            ingress("outside", { number: 15672 }),
            resource("networking.k8s.io/v1:Ingress", "circular", {
                spec: { defaultBackend: { service: { name: "circle", port: { number: 15672 } } } },
            }),
        ],
        finds: [
            ingressFinding("circle", 15672).replace("shop/ui", "shop/circular"),
            ingressFinding("outside", 15672),
        ],
    },
    {
        when: "a Service whose endpoints the program gives itself",
        with: [
            resource("core/v1:Service", "ui", {
                spec: {
                    type: "LoadBalancer",
                    ports: [
                        { name: "web", port: 443 },
                        { name: "amqp", port: 5671 },
                    ],
                },
            }),
            resource("discovery.k8s.io/v1:EndpointSlice", "ui-1", {
                metadata: { labels: { "kubernetes.io/service-name": "ui" } },
                ports: [
                    { name: "web", port: 15672 },
                    { name: "amqp", port: 5671 },
                ],
            }),
        ],
        finds: [onLoadBalancer(15672, "web").replace("rabbitmq", "ui")],
    },
    {
        when: "a Service whose endpoints are of the older kind",
        with: [
            resource("core/v1:Service", "ui", {
                spec: { type: "NodePort", ports: [{ name: "web", port: 443 }] },
            }),
            resource("core/v1:Endpoints", "ui", {
                subsets: [{ ports: [{ name: "web", port: 15692 }] }],
            }),
        ],
        finds: [
            onLoadBalancer(15692, "web")
                .replace("rabbitmq", "ui")
                .replace("LoadBalancer", "NodePort"),
        ],
    },
    {
        when: "a Service for pods of another stack, by the port that only RabbitMQ has",
        with: [
            resource("core/v1:Service", "ui", {
                spec: {
                    type: "LoadBalancer",
                    selector: { app: "mq" },
                    ports: [{ name: "web", port: 443, targetPort: 15672 }],
                },
            }),
        ],
        finds: [onLoadBalancer(15672, "web").replace("rabbitmq", "ui")],
    },
    {
        when: "gateways of a VirtualService that are no list",
        with: [
            resource("networking.istio.io/v1:VirtualService", "ui", {
                spec: { gateways: "public", http: "many" },
            }),
        ],
        finds: [],
    },
    ...otherRoutes.flatMap(([type, lead]) =>
        [
            { port: 15672, finds: [toManagement(type)] },
            { port: 5671, finds: [] },
        ].map(({ port, finds }) => ({
            when: `${type} to ${port}`,
            with: [mq, resource(type, "ui", lead(port) as { metadata?: Props })],
            finds,
        })),
    ),
    ...[
        "getambassador.io/v3alpha1:Listener",
        "gateway.networking.x-k8s.io/v1alpha1:XListenerSet",
    ].map((type) => ({
        when: `${type} for the port itself`,
        with: [resource(type, "ui", { spec: { port: 15672, listeners: [{ port: 15672 }] } })],
        finds: [
            `${type.split(":")[1]} "shop/ui" a listener is 15672; prod requires management and metrics ports on ClusterIP only. Remove it and reach the port with kubectl port-forward.`,
        ],
    })),
    {
        when: "a ConfigMap of which no entry is a port",
        with: [mq, resource("core/v1:ConfigMap", "ui", { data: { ui: "shop/mq:15672" } })],
        finds: [],
    },
]);
