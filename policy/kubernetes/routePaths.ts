const backendRefs = "spec.rules.*.backendRefs.*";
const mirror = "filters.*.requestMirror.backendRef";
const gatewayRoute = [backendRefs];
const mirroringRoute = [backendRefs, `${backendRefs}.${mirror}`, `spec.rules.*.${mirror}`];
const traefikRoute = ["spec.routes.*.services.*"];
const traefikService = [
    "spec.weighted.services.*",
    "spec.mirroring",
    "spec.mirroring.mirrors.*",
    "spec.highestRandomWeight.services.*",
];
const kongRoute = ["spec.rules.*.backend"];
const ambassadorRoute = ["spec"];
const contourRoute = ["spec.routes.*.services.*", "spec.tcpproxy.services.*"];

/** Where each kind of route names its backends. `*` stands for every item of a list. */
export const backendPaths: Readonly<{ [kind: string]: readonly string[] }> = {
    "networking.k8s.io/Ingress": [
        "spec.defaultBackend.service",
        "spec.rules.*.http.paths.*.backend.service",
        // Before v1, a backend was its Service.
        "spec.backend",
        "spec.rules.*.http.paths.*.backend",
    ],
    "gateway.networking.k8s.io/HTTPRoute": mirroringRoute,
    "gateway.networking.k8s.io/GRPCRoute": mirroringRoute,
    "gateway.networking.k8s.io/TCPRoute": gatewayRoute,
    "gateway.networking.k8s.io/TLSRoute": gatewayRoute,
    "gateway.networking.k8s.io/UDPRoute": gatewayRoute,
    "route.openshift.io/Route": ["spec.to", "spec.alternateBackends.*"],
    "networking.istio.io/VirtualService": [
        "spec.http.*.route.*.destination",
        "spec.http.*.mirror",
        "spec.http.*.mirrors.*.destination",
        "spec.tcp.*.route.*.destination",
        "spec.tls.*.route.*.destination",
    ],
    "traefik.io/IngressRoute": traefikRoute,
    "traefik.io/IngressRouteTCP": traefikRoute,
    "traefik.io/IngressRouteUDP": traefikRoute,
    "traefik.io/TraefikService": traefikService,
    "traefik.containo.us/IngressRoute": traefikRoute,
    "traefik.containo.us/IngressRouteTCP": traefikRoute,
    "traefik.containo.us/IngressRouteUDP": traefikRoute,
    "traefik.containo.us/TraefikService": traefikService,
    "projectcontour.io/HTTPProxy": contourRoute,
    "contour.heptio.com/IngressRoute": contourRoute,
    "getambassador.io/Mapping": ambassadorRoute,
    "getambassador.io/TCPMapping": ambassadorRoute,
    "gateway.solo.io/VirtualService": [
        "spec.virtualHost.routes.*.routeAction.single.kube",
        "spec.virtualHost.routes.*.routeAction.multi.destinations.*.destination.kube",
    ],
    "zalando.org/RouteGroup": ["spec.backends.*"],
    "ingress.v1.haproxy.org/TCP": ["spec.*.service"],
    "elbv2.k8s.aws/TargetGroupBinding": ["spec.serviceRef"],
    "configuration.konghq.com/TCPIngress": kongRoute,
    "configuration.konghq.com/UDPIngress": kongRoute,
    "apisix.apache.org/ApisixRoute": ["spec.http.*.backends.*", "spec.stream.*.backend"],
    "k8s.nginx.org/VirtualServer": ["spec.upstreams.*"],
    "k8s.nginx.org/VirtualServerRoute": ["spec.upstreams.*"],
    "k8s.nginx.org/TransportServer": ["spec.upstreams.*"],
};

/** Where each kind of gateway says what it listens on. */
export const listenerPaths: Readonly<{ [kind: string]: readonly string[] }> = {
    "gateway.networking.k8s.io/Gateway": ["spec.listeners.*"],
    "gateway.networking.k8s.io/ListenerSet": ["spec.listeners.*"],
    "gateway.networking.x-k8s.io/XListenerSet": ["spec.listeners.*"],
    "networking.istio.io/Gateway": ["spec.servers.*.port"],
    "getambassador.io/Listener": ["spec"],
};
