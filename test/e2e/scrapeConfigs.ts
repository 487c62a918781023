import type { podMonitorSpec } from "../../components/monitoring/monitoring";
import { kubectl } from "./kubernetes";

interface BrokerPod {
    metadata: { name: string; labels: { [name: string]: string } };
    spec: { containers: { name: string; ports: { name: string; containerPort: number }[] }[] };
    status: { podIP: string };
}

type PodMonitorSpec = ReturnType<typeof podMonitorSpec>;
type Endpoint = PodMonitorSpec["podMetricsEndpoints"][number];

/**
 * What a Prometheus operator makes of a PodMonitor, but that the pods are reached through the API server,
 * which `kubectl proxy` serves at `address`.
 */
export async function scrapeConfigs(namespace: string, spec: PodMonitorSpec, address: string) {
    const selector = Object.entries(spec.selector.matchLabels).map((pair) => pair.join("="));
    const text = await kubectl("get", "pods", "-n", namespace, "-l", selector.join(), "-o", "json");
    const pods = (JSON.parse(text) as { items: BrokerPod[] }).items;
    return spec.podMetricsEndpoints.map((endpoint, index) => ({
        job_name: `${namespace}/${index}`,
        scrape_interval: endpoint.interval,
        params: "params" in endpoint ? endpoint.params : {},
        static_configs: pods.map((pod) => ({
            targets: [address],
            labels: targetLabels(namespace, pod, spec.jobLabel, endpoint),
        })),
        relabel_configs: (("relabelings" in endpoint && endpoint.relabelings) || []).map(
            ({ targetLabel, replacement }) => ({ target_label: targetLabel, replacement }),
        ),
    }));
}

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMetricsEndpoint */
function targetLabels(
    namespace: string,
    pod: BrokerPod,
    jobLabel: string,
    { port, path }: Endpoint,
) {
    const container = pod.spec.containers.find(({ ports }) =>
        ports.some(({ name }) => name === port),
    )!;
    const { containerPort } = container.ports.find(({ name }) => name === port)!;
    const { name, labels } = pod.metadata;
    return {
        __metrics_path__: `/api/v1/namespaces/${namespace}/pods/${name}:${containerPort}/proxy${path}`,
        instance: `${pod.status.podIP}:${containerPort}`,
        namespace,
        pod: name,
        container: container.name,
        endpoint: port,
        job: labels[jobLabel]!,
    };
}
