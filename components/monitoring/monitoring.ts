import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import type { BrokerContext } from "../broker/context";
import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import { brokerAlerts } from "./alerts";
import type { MonitoringSettings } from "./arguments";
import dashboard from "./dashboard.json";

/** What a Prometheus operator and Grafana find on their own. */
export function createMonitoring(context: BrokerContext): void {
    const { monitoring } = context.settings;
    if (monitoring === undefined) {
        return;
    }
    createPodMonitor(context, monitoring);
    createAlerts(context, monitoring);
    createDashboard(context, monitoring);
}

function createPodMonitor(context: BrokerContext, monitoring: MonitoringSettings): void {
    const { name, parent } = context;
    new CustomResource(
        name,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PodMonitor",
            metadata: labelled(context, monitoring.labels),
            spec: podMonitorSpec(name, monitoring),
        },
        { parent },
    );
}

function createAlerts(context: BrokerContext, monitoring: MonitoringSettings): void {
    const { name, settings, parent } = context;
    const { replicas } = settings;
    const spec = pulumi
        .output(settings.namespace)
        .apply((namespace) => brokerAlerts({ ...monitoring, broker: name, namespace, replicas }));
    new CustomResource(
        name,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PrometheusRule",
            metadata: labelled(context, monitoring.labels),
            spec,
        },
        { parent },
    );
}

function createDashboard(context: BrokerContext, { dashboardLabels }: MonitoringSettings): void {
    if (dashboardLabels === undefined) {
        return;
    }
    const { name, parent, named } = context;
    const { labels, ...metadata } = named(`${name}-dashboard`);
    new ConfigMap(
        `${name}-dashboard`,
        {
            metadata: { ...metadata, labels: { ...labels, ...dashboardLabels } },
            data: { "rabbitmq.json": JSON.stringify(dashboard, null, 2) },
        },
        { parent },
    );
}

function labelled({ name, named }: BrokerContext, labels: { [name: string]: string }) {
    const metadata = named(name);
    return { ...metadata, labels: { ...metadata.labels, ...labels } };
}

/**
 * Asks every node, whether or not it is ready, for what it knows of itself and, in more detail, of
 * the queues that it leads. https://www.rabbitmq.com/docs/prometheus#detailed-endpoint
 */
export function podMonitorSpec(
    name: string,
    { scrapeIntervalSeconds }: Pick<MonitoringSettings, "scrapeIntervalSeconds">,
) {
    const endpoint = { port: "prometheus", interval: `${scrapeIntervalSeconds}s` };
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
