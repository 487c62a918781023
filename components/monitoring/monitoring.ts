import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { ComponentLabel, selectorLabels } from "../kubernetes/labels";
import type { SecretReference } from "../kubernetes/secretReference";
import { brokerAlerts } from "./alerts";
import type { MonitoringSettings } from "./arguments";
import dashboard from "./dashboard.json";

/** The broker that is monitored. */
export interface MonitoredBroker {
    name: string;
    replicas: number;
    /** The namespace and labels of all objects. */
    metadata: { namespace: pulumi.Input<string>; labels: { [name: string]: string } };
    endpoint: MetricsEndpoint;
    parent: pulumi.Resource;
}

/** How Prometheus reaches the metrics of a node. */
export interface MetricsEndpoint {
    /** The name of the port. */
    port: string;
    /** With TLS: whose certificate it is, who has to have signed it, and which Secret has it. */
    tls?: { serverName: pulumi.Input<string>; ca: SecretReference; certificateSecret: string };
}

/** What a Prometheus operator and Grafana find on their own. */
export function createMonitoring(broker: MonitoredBroker, settings: MonitoringSettings): void {
    createPodMonitor(broker, settings);
    createAlerts(broker, settings);
    createDashboard(broker, settings);
}

function createPodMonitor(broker: MonitoredBroker, settings: MonitoringSettings): void {
    const { name, endpoint, parent } = broker;
    new CustomResource(
        name,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PodMonitor",
            metadata: metadata(broker, name, settings.labels),
            spec: podMonitorSpec(name, endpoint, settings),
        },
        { parent },
    );
}

function createAlerts(broker: MonitoredBroker, settings: MonitoringSettings): void {
    const { name, replicas, endpoint, parent } = broker;
    const certificateSecret = endpoint.tls?.certificateSecret;
    const spec = pulumi
        .output(broker.metadata.namespace)
        .apply((namespace) =>
            brokerAlerts({ ...settings, broker: name, namespace, replicas, certificateSecret }),
        );
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
    { port, tls }: MetricsEndpoint,
    { scrapeIntervalSeconds }: Pick<MonitoringSettings, "scrapeIntervalSeconds">,
) {
    const endpoint = {
        port,
        interval: `${scrapeIntervalSeconds}s`,
        ...(tls && {
            scheme: "https",
            tlsConfig: { serverName: tls.serverName, ca: { secret: tls.ca } },
        }),
    };
    const calledAs = (replacement: string) => ({
        relabelings: [{ targetLabel: "endpoint", replacement }],
    });
    return {
        // The metrics have the broker's name as their `job`, which the alerts and the dashboard select by.
        jobLabel: "app.kubernetes.io/name",
        selector: { matchLabels: selectorLabels(name, ComponentLabel.Broker) },
        podMetricsEndpoints: [
            // The alerts know it by this name, which is otherwise that of its port.
            { ...endpoint, path: "/metrics", ...(tls && calledAs("prometheus")) },
            {
                ...endpoint,
                path: "/metrics/detailed",
                params: { family: detailedFamilies },
                // Both endpoints have one port: their `up` would be one and the same series.
                ...calledAs("prometheus-detailed"),
            },
        ],
    };
}

const detailedFamilies = ["queue_coarse_metrics", "queue_consumer_count", "queue_delivery_metrics"];
