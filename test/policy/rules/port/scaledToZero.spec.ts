import { scaledToZero } from "../../../../policy/rules/port/scaledToZero";
import { describeRule } from "../../describeRule";
import { resource, type TestResource } from "../../shopStack";

const scaler = (spec: object = {}, name = "orders-api") =>
    resource("keda.sh/v1alpha1:ScaledObject", name, {
        spec: { scaleTargetRef: { name }, ...spec },
    });
const backend = { service: { name: "orders-api", port: { name: "http" } } };
const ingress = resource("networking.k8s.io/v1:Ingress", "shop", {
    spec: { rules: [{ http: { paths: [{ backend }] } }] },
});
const route = resource("gateway.networking.k8s.io/v1:HTTPRoute", "shop", {
    spec: { rules: [{ backendRefs: [{ name: "orders-api", port: 80 }] }] },
});
const finding = (way: string) =>
    `${way} leads to pods that ScaledObject "shop/orders-api" scales to zero, where requests find nobody. Set its spec.minReplicaCount: 1.`;
const shared: TestResource[] = [
    resource("core/v1:Service", "both", {
        spec: {
            selector: { tier: "web" },
            ports: [{ name: "http", port: 80, targetPort: "http" }],
        },
    }),
];

describeRule(scaledToZero, [
    {
        when: "an Ingress and a route to what is scaled to zero",
        with: [scaler(), ingress, route],
        finds: [finding('HTTPRoute "shop/shop"'), finding('Ingress "shop/shop"')],
    },
    {
        when: "a Service that is reachable from outside itself",
        in: "Service/orders-api",
        set: { "spec.type": "LoadBalancer" },
        with: [scaler()],
        finds: [finding('Service "shop/orders-api"')],
    },
    {
        when: "an Ingress to what keeps a pod, or is scaled by the cluster",
        with: [
            scaler({ minReplicaCount: 1 }),
            resource("autoscaling/v2:HorizontalPodAutoscaler", "orders-api", {
                spec: { scaleTargetRef: { kind: "Deployment", name: "orders-api" } },
            }),
            ingress,
        ],
        finds: [],
    },
    {
        when: "what is scaled to zero and is asked from inside only",
        with: [scaler(), scaler({}, "orders-worker"), ...shared],
        finds: [],
    },
    {
        when: "an Ingress to a Service of another stack",
        with: [
            scaler(),
            resource("networking.k8s.io/v1:Ingress", "shop", {
                spec: { defaultBackend: { service: { name: "elsewhere" } } },
            }),
        ],
        finds: [],
    },
]);
