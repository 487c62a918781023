import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { reachesBroker } from "../../kubernetes/exposure";
import type { KubernetesObject } from "../../kubernetes/object";
import { clusterService } from "../../kubernetes/rabbitMqCluster";
import type { ServiceSpec } from "../../kubernetes/shapes/service";

/** As `loadBalancerSourceRanges` was before it became a field. */
const rangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";

export const sourceRanges = defineRule({
    id: "port-source-ranges",
    description: "A load balancer in front of RabbitMQ says who may call from outside the cluster.",
    severity: "high",
    tags: ["security", "network", "rabbitmq"],
    remediation: "List the ranges of those who call in spec.loadBalancerSourceRanges.",
    defaults: {},
    schema: {},
    checkStack(stack, examination) {
        const { each } = examination;
        each(stack.ofKind("core/Service"), (service) => {
            const { metadata, spec } = service.props;
            if (isLoadBalancer(spec) && reachesBroker(service, stack, examination)) {
                checkRanges(service, "spec", spec, examination, metadata?.annotations);
            }
        });
        each(stack.ofKind("rabbitmq.com/RabbitmqCluster"), (cluster) => {
            const spec = clusterService(cluster);
            if (isLoadBalancer(spec)) {
                const { annotations } = cluster.props.spec?.service ?? {};
                const at = "spec.override.service.spec";
                checkRanges(cluster, at, spec, examination, annotations);
            }
        });
    },
});

function isLoadBalancer(spec: ServiceSpec | undefined): spec is ServiceSpec {
    return spec?.type === "LoadBalancer";
}

function checkRanges(
    object: KubernetesObject,
    at: string,
    { loadBalancerSourceRanges = [] }: ServiceSpec,
    { report }: Examination<object>,
    annotations: { readonly [name: string]: string } = {},
): void {
    const annotated = annotations[rangesAnnotation]?.split(",") ?? [];
    const ranges = loadBalancerSourceRanges.length > 0 ? loadBalancerSourceRanges : annotated;
    const open = ranges.find((range) => range.trim().endsWith("/0"));
    if (ranges.length === 0 || open !== undefined) {
        report(object, {
            at: `${at}.loadBalancerSourceRanges`,
            is:
                open === undefined
                    ? "unset, so anybody may call"
                    : `${open.trim()}, which is anybody`,
            requires: "the ranges of those who call",
            fix: "List them, such as 10.20.0.0/16",
        });
    }
}
