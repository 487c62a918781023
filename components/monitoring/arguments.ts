import type { Input } from "@pulumi/pulumi";

import { labelProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";

export interface BrokerAlerts {
    /** How many messages may wait in a dead letter queue, 0 to 1000000. More is an alert. Defaults to `0`. */
    deadLetterMessages?: number;
    /** How long a queue may have messages and no consumer, in minutes, 1 to 1440. Defaults to `5`. */
    noConsumerMinutes?: number;
    /** How many messages a queue may hold while it grows, 1 to 1000000000. Defaults to `1000`. */
    backlogMessages?: number;
    /** How long a queue beyond `backlogMessages` may grow, in minutes, 1 to 1440. Defaults to `10`. */
    backlogMinutes?: number;
    /**
     * How many days before its end a certificate that was not renewed is an alert, 1 to 90. With `tls` only,
     * and with the metrics of cert-manager or of x509-certificate-exporter. Defaults to `14`.
     */
    certificateDays?: number;
}

export interface BrokerMonitoring {
    /**
     * Labels of the PodMonitor and the PrometheusRule, by which your Prometheus selects them, such as
     * `release: kube-prometheus-stack`. Defaults to none.
     */
    labels?: { [name: string]: string };
    /** How often Prometheus asks each broker node, in seconds, 5 to 60. Defaults to `15`. */
    scrapeIntervalSeconds?: number;
    /** When the alerts fire. */
    alerts?: BrokerAlerts;
    /**
     * Where people find the page `docs/monitoring.md` of this project: each alert links to its section
     * there. Defaults to `docs/monitoring.md`.
     */
    runbookUrl?: string;
    /**
     * Puts the Grafana dashboard into a ConfigMap with these labels, by which the sidecar of Grafana
     * finds it, such as `grafana_dashboard: "1"`. Defaults to no ConfigMap.
     */
    dashboardLabels?: { [name: string]: string };
}

/** The arguments with every default filled in; nothing where monitoring is not asked for. */
export function monitoringDefaults(args: BrokerMonitoring | undefined) {
    if (args === undefined) {
        return undefined;
    }
    const { labels = {}, scrapeIntervalSeconds = 15, alerts = {}, dashboardLabels } = args;
    return {
        labels,
        scrapeIntervalSeconds,
        alerts: {
            deadLetterMessages: alerts.deadLetterMessages ?? 0,
            noConsumerMinutes: alerts.noConsumerMinutes ?? 5,
            backlogMessages: alerts.backlogMessages ?? 1000,
            backlogMinutes: alerts.backlogMinutes ?? 10,
            certificateDays: alerts.certificateDays ?? 14,
        },
        runbookUrl: args.runbookUrl ?? "docs/monitoring.md",
        dashboardLabels,
    };
}

export type MonitoringSettings = NonNullable<ReturnType<typeof monitoringDefaults>>;

export function monitoringProblems(
    settings: MonitoringSettings | undefined,
    monitoringNamespaces: Input<string>[],
): Problem[] {
    if (settings === undefined) {
        return [];
    }
    const { alerts, scrapeIntervalSeconds } = settings;
    const number = (name: keyof typeof alerts, low: number, high: number) =>
        numberProblems(`monitoring.alerts.${name}`, alerts[name], low, high);
    return [
        ...numberProblems("monitoring.scrapeIntervalSeconds", scrapeIntervalSeconds, 5, 60),
        ...number("deadLetterMessages", 0, 1e6),
        ...number("noConsumerMinutes", 1, 1440),
        ...number("backlogMessages", 1, 1e9),
        ...number("backlogMinutes", 1, 1440),
        ...number("certificateDays", 1, 90),
        ...reachProblems(monitoringNamespaces),
        ...labelProblems("monitoring.labels", settings.labels),
        ...labelProblems("monitoring.dashboardLabels", settings.dashboardLabels),
    ];
}

function reachProblems(monitoringNamespaces: Input<string>[]): Problem[] {
    if (monitoringNamespaces.length > 0) {
        return [];
    }
    const allowed = "at least one namespace, with monitoring";
    const fix = "The NetworkPolicy keeps Prometheus out: add the namespace that it runs in.";
    return [problem("monitoringNamespaces", monitoringNamespaces, allowed, fix)];
}
