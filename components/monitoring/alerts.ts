import type { Alert, AlertSettings } from "./alert";
import { certificateAlerts } from "./certificateAlerts";
import { memberAlerts } from "./memberAlerts";
import { queueAlerts } from "./queueAlerts";
import { resourceAlerts } from "./resourceAlerts";

/** The spec of a broker's PrometheusRule. Each alert has a section in docs/monitoring.md. */
export function brokerAlerts(settings: AlertSettings) {
    const alerts = [
        ...memberAlerts(settings),
        ...resourceAlerts(settings),
        ...queueAlerts(settings),
        ...certificateAlerts(settings),
    ];
    return { groups: [{ name: settings.broker, rules: alerts.map((one) => rule(one, settings)) }] };
}

function rule(
    { name, severity, expr, minutes, summary, description }: Alert,
    { broker, namespace, runbookUrl }: AlertSettings,
) {
    return {
        alert: name,
        expr,
        ...(minutes !== undefined && { for: `${minutes}m` }),
        labels: { severity, namespace, broker },
        annotations: {
            summary: `RabbitMQ ${namespace}/${broker}: ${summary}`,
            description,
            runbook_url: `${runbookUrl}#${name.toLowerCase()}`,
        },
    };
}
