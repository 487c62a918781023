import { brokerAlerts } from "../../components/monitoring/alerts";
import { monitoringDefaults } from "../../components/monitoring/arguments";
import dashboard from "../../components/monitoring/dashboard.json";
import { namespace } from "./shop";

export function shopAlerts() {
    const { alerts, runbookUrl } = monitoringDefaults({})!;
    return brokerAlerts({ broker: "rabbitmq", namespace, replicas: 3, alerts, runbookUrl });
}

export function alertQueries(): string[] {
    return shopAlerts().groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
}

/** The dashboard's queries, with the variables as Grafana fills them in. */
export function dashboardQueries(): string[] {
    const panels = dashboard.panels as { targets?: { expr: string }[] }[];
    return panels
        .flatMap(({ targets = [] }) => targets)
        .map(({ expr }) =>
            expr
                .replaceAll("$namespace", namespace)
                .replaceAll("$broker", "rabbitmq")
                .replaceAll("$__rate_interval", "30s"),
        );
}

/** The metrics of RabbitMQ in a query; `up` is made by Prometheus itself. */
export function metricsOf(query: string): string[] {
    const withoutStrings = query.replaceAll(/"[^"]*"/g, "");
    return withoutStrings.match(/\b(rabbitmq|erlang)_\w+/g) ?? [];
}
