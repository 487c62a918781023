import { brokerAlerts } from "../../components/monitoring/alerts";
import type { AlertCase } from "./alertCases";
import { alertSettings, healthy } from "./alertCases";

/** A case as `promtool test rules` reads it. */
export function alertTests({ replicas, series, firing }: AlertCase, rulesFile: string): object {
    return {
        rule_files: [rulesFile],
        evaluation_interval: "15s",
        tests: [
            {
                interval: "1m",
                input_series: Object.entries({ ...healthy, ...series }).map(([name, values]) => ({
                    series: name,
                    values,
                })),
                promql_expr_test: Object.entries(firing).map(([minute, alerts]) => ({
                    expr: 'ALERTS{alertstate="firing"}',
                    eval_time: `${minute}m`,
                    exp_samples: alerts.map((alert) => ({
                        labels: alertSample(alert, replicas),
                        value: 1,
                    })),
                })),
            },
        ],
    };
}

/** `NAME` or `NAME POD` or `NAME QUEUE` as the series that Prometheus keeps of a firing alert. */
function alertSample(alert: string, replicas: number | undefined): string {
    const [name, subject] = alert.split(" ");
    const rules = brokerAlerts(alertSettings(replicas)).groups.flatMap((group) => group.rules);
    const { labels } = rules.find((rule) => rule.alert === name)!;
    const about =
        subject === undefined
            ? {}
            : /^mq-\d$/.test(subject)
              ? { pod: subject }
              : { vhost: "/", queue: subject };
    const all = { alertname: name, alertstate: "firing", ...labels, ...about };
    const text = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
    return `ALERTS{${text.join(",")}}`;
}
