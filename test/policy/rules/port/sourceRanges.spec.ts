import { sourceRanges } from "../../../../policy/rules/port/sourceRanges";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const annotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
const finding = (is: string) =>
    `Service "shop/rabbitmq" spec.loadBalancerSourceRanges is ${is}; prod requires the ranges of those who call. List them, such as 10.20.0.0/16.`;

const cluster = (name: string, spec: object) =>
    resource("rabbitmq.com/v1beta1:RabbitmqCluster", name, { spec });

describeRule(sourceRanges, [
    {
        when: "a load balancer for anybody",
        in: "Service/rabbitmq",
        set: { "spec.type": "LoadBalancer" },
        finds: [finding("unset, so anybody may call")],
    },
    ...["0.0.0.0/0", "::/0"].map((range) => ({
        when: `a load balancer for ${range} among others`,
        in: "Service/rabbitmq",
        set: {
            "spec.type": "LoadBalancer",
            "spec.loadBalancerSourceRanges": ["10.20.0.0/16", range],
        },
        finds: [finding(`${range}, which is anybody`)],
    })),
    {
        when: "a load balancer that says who may call",
        in: "Service/rabbitmq",
        set: {
            "spec.type": "LoadBalancer",
            "spec.loadBalancerSourceRanges": ["10.20.0.0/16", "2001:db8::/32"],
        },
        finds: [],
    },
    {
        when: "a load balancer that says it by the annotation",
        in: "Service/rabbitmq",
        set: {
            "spec.type": "LoadBalancer",
            "metadata.annotations": { [annotation]: "10.0.0.0/8" },
        },
        finds: [],
    },
    {
        when: "an annotation for anybody",
        in: "Service/rabbitmq",
        set: {
            "spec.type": "LoadBalancer",
            "metadata.annotations": { [annotation]: "10.0.0.0/8, 0.0.0.0/0" },
        },
        finds: [finding("0.0.0.0/0, which is anybody")],
    },
    {
        when: "ranges that are not known yet",
        in: "Service/rabbitmq",
        set: { "spec.type": "LoadBalancer", "spec.loadBalancerSourceRanges": unknown },
        finds: [],
        unknown: "spec.loadBalancerSourceRanges",
    },
    {
        when: "ports of nodes, for which a Service cannot say it",
        in: "Service/rabbitmq",
        set: { "spec.type": "NodePort" },
        finds: [],
    },
    {
        when: "a load balancer in front of what is no broker",
        in: "Service/orders-api",
        set: { "spec.type": "LoadBalancer" },
        finds: [],
    },
    {
        when: "a RabbitmqCluster with a load balancer, unless it says who may call",
        with: [
            cluster("open", { service: { type: "LoadBalancer" } }),
            cluster("closed", {
                service: { type: "LoadBalancer" },
                override: { service: { spec: { loadBalancerSourceRanges: ["10.20.0.0/16"] } } },
            }),
            cluster("inside", {}),
        ],
        finds: [
            finding("unset, so anybody may call")
                .replace('Service "shop/rabbitmq"', 'RabbitmqCluster "shop/open"')
                .replace("spec.load", "spec.override.service.spec.load"),
        ],
    },
]);
