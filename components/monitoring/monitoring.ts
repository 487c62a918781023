import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { brokerAlerts } from "./alerts";
import type { MonitoringSettings } from "./arguments";
import dashboard from "./dashboard.json";

/** The broker that is monitored. */
export interface MonitoredBroker {
    name: string;
    replicas: number;
    /** The namespace and labels of all objects. */
    metadata: { namespace: pulumi.Input<string>; labels: { [name: string]: string } };
    /** The name of the port with the metrics. */
    metricsPort: string;
    parent: pulumi.Resource;
}

/** What a Prometheus operator and Grafana find on their own. */
export function createMonitoring(broker: MonitoredBroker, settings: MonitoringSettings): void {
    createPodMonitor(broker, settings);
    createAlerts(broker, settings);
    createDashboard(broker, settings);
}

function createPodMonitor(broker: MonitoredBroker, settings: MonitoringSettings): void {
    const { name, metricsPort, parent } = broker;
    new CustomResource(
        name,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PodMonitor",
            metadata: metadata(broker, name, settings.labels),
            spec: podMonitorSpec(name, metricsPort, settings),
        },
        { parent },
    );
}

function createAlerts(broker: MonitoredBroker, settings: MonitoringSettings): void {
    const { name, replicas, parent } = broker;
    const spec = pulumi
        .output(broker.metadata.namespace)
        .apply((namespace) => brokerAlerts({ ...settings, broker: name, namespace, replicas }));
    new CustomResource(
        name,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PrometheusRule",
            metadata: metadata(broker, name, settings.labels),
            spec,
        },
        { parent },
    );
}

function createDashboard(broker: MonitoredBroker, { dashboardLabels }: MonitoringSettings): void {
    if (dashboardLabels === undefined) {
        return;
    }
    const name = `${broker.name}-dashboard`;
    new ConfigMap(
        name,
        {
            metadata: metadata(broker, name, dashboardLabels),
            data: { "rabbitmq.json": JSON.stringify(dashboard, null, 2) },
        },
        { parent: broker.parent },
    );
}

function metadata(broker: MonitoredBroker, name: string, labels: { [name: string]: string }) {
    return { ...broker.metadata, name, labels: { ...broker.metadata.labels, ...labels } };
}

/**
 * Asks every node, whether or not it is ready, for what it knows of itself and, in more detail, of
 * the queues that it leads. https://www.rabbitmq.com/docs/prometheus#detailed-endpoint
 */
export function podMonitorSpec(
    name: string,
    metricsPort: string,
    { scrapeIntervalSeconds }: Pick<MonitoringSettings, "scrapeIntervalSeconds">,
) {
    const endpoint = { port: metricsPort, interval: `${scrapeIntervalSeconds}s` };
    return {
        // The metrics have the broker's name as their `job`, which the alerts and the dashboard select by.
        jobLabel: "app.kubernetes.io/name",
        selector: { matchLabels: selectorLabels(name, ComponentLabel.Broker) },
        podMetricsEndpoints: [
            { ...endpoint, path: "/metrics" },
            {
                ...endpoint,
                path: "/metrics/detailed",
                params: { family: detailedFamilies },
                // Both endpoints have one port: their `up` would be one and the same series.
                relabelings: [{ targetLabel: "endpoint", replacement: "prometheus-detailed" }],
            },
        ],
    };
}

const detailedFamilies = ["queue_coarse_metrics", "queue_consumer_count", "queue_delivery_metrics"];
