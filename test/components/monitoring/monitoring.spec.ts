import assert from "node:assert/strict";

import type { RabbitMqBrokerArgs } from "../../../components/broker/arguments";
import { brokerProblems } from "../../../components/broker/problems";
import { RabbitMqBroker } from "../../../components/index";
import dashboard from "../../../components/monitoring/dashboard.json";
import { podMonitorSpec } from "../../../components/monitoring/monitoring";
import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import { shop, types } from "../shop";

const podMonitor = "kubernetes:monitoring.coreos.com/v1:PodMonitor";
const prometheusRule = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";
const monitoringNamespaces = ["monitoring"];

function run(monitoring: RabbitMqBrokerArgs["monitoring"]): Promise<Recording> {
    return runProgram(shop({ broker: { monitoring, monitoringNamespaces } }));
}

describe("The monitoring of a broker", () => {
    it("is not there unless it is asked for", async () => {
        const { ofType } = await run(undefined);
        assert.deepEqual([...ofType(podMonitor), ...ofType(prometheusRule)], []);
    });

    it("asks the broker's pods, at a port that they have, for metrics and for those of each queue", async () => {
        const { get } = await run({ scrapeIntervalSeconds: 30 });
        const spec = valueAt(get(podMonitor, "rabbitmq").inputs, "spec");
        const brokers = get(types.statefulSet, "rabbitmq").inputs;
        assert.deepEqual(valueAt(spec, "selector"), valueAt(brokers, "spec", "selector"));
        const endpoints = valueAt(spec, "podMetricsEndpoints") as { [key: string]: unknown }[];
        assert.deepEqual(
            endpoints.map(({ port, path, interval }) => [port, path, interval]),
            [
                ["prometheus", "/metrics", "30s"],
                ["prometheus", "/metrics/detailed", "30s"],
            ],
        );
        const ports = valueAt(brokers, "spec", "template", "spec", "containers", 0, "ports");
        assert.ok((ports as { name: string }[]).some(({ name }) => name === "prometheus"));
    });

    it("gives the metrics the job that the alerts select by, the broker's name", async () => {
        const { get } = await runProgram(() => {
            new RabbitMqBroker("mq", { namespace: "shop", monitoring: {}, monitoringNamespaces });
        });
        const label = valueAt(get(podMonitor, "mq").inputs, "spec", "jobLabel") as string;
        const brokers = get(types.statefulSet, "mq").inputs;
        assert.equal(valueAt(brokers, "spec", "template", "metadata", "labels", label), "mq");
        const { inputs } = get(prometheusRule, "mq");
        const alerts = valueAt(inputs, "spec", "groups", 0, "rules") as { expr: string }[];
        for (const { expr } of alerts) {
            assert.ok(expr.includes('namespace="shop",job="mq"'), expr);
        }
    });

    it("tells the two endpoints of a pod apart, so that each has an `up` of its own", () => {
        const { podMetricsEndpoints } = podMonitorSpec(
            "mq",
            { port: "prometheus" },
            {
                scrapeIntervalSeconds: 15,
            },
        );
        const labels = podMetricsEndpoints.map((endpoint) =>
            "relabelings" in endpoint ? endpoint.relabelings : [],
        );
        assert.deepEqual(labels, [
            [],
            [{ targetLabel: "endpoint", replacement: "prometheus-detailed" }],
        ]);
    });

    it("has the labels by which a Prometheus finds it, in the namespace of the broker", async () => {
        const { get } = await run({ labels: { release: "prometheus" } });
        for (const type of [podMonitor, prometheusRule]) {
            const { metadata } = get(type, "rabbitmq").inputs;
            assert.equal(valueAt(metadata, "namespace"), "shop");
            assert.equal(valueAt(metadata, "labels", "release"), "prometheus");
            assert.equal(valueAt(metadata, "labels", "app.kubernetes.io/name"), "rabbitmq");
        }
    });

    it("leaves the brokers as they are", async () => {
        const inputs = async (monitoring: RabbitMqBrokerArgs["monitoring"]) =>
            (await run(monitoring)).get(types.statefulSet, "rabbitmq").inputs;
        assert.deepEqual(await inputs({}), await inputs(undefined));
    });

    it("makes the dashboard a ConfigMap that Grafana's sidecar finds, if it is asked for", async () => {
        const { get } = await run({ dashboardLabels: { grafana_dashboard: "1" } });
        const { metadata, data } = get(types.configMap, "rabbitmq-dashboard").inputs;
        assert.equal(valueAt(metadata, "labels", "grafana_dashboard"), "1");
        assert.deepEqual(JSON.parse(valueAt(data, "rabbitmq.json") as string), dashboard);
        const configMaps = (await run({})).ofType(types.configMap).map(({ name }) => name);
        assert.ok(!configMaps.includes("rabbitmq-dashboard"), configMaps.join());
    });
});

describe("The arguments of monitoring", () => {
    const lines = (args: RabbitMqBrokerArgs) => problemLines(brokerProblems("rabbitmq", args));

    it("are all optional", () => {
        assert.deepEqual(lines({ monitoring: {}, monitoringNamespaces }), []);
    });

    it("ask for a namespace that may reach the metrics", () => {
        assert.deepEqual(lines({ monitoring: {} }), [
            "monitoringNamespaces is []; allowed: at least one namespace, with monitoring. " +
                "The NetworkPolicy keeps Prometheus out: add the namespace that it runs in.",
        ]);
    });

    it("keep to their limits, all of which are told at once", () => {
        const alerts = {
            deadLetterMessages: -1,
            noConsumerMinutes: 0,
            backlogMessages: 0,
            backlogMinutes: 1441,
        };
        const monitoring = { scrapeIntervalSeconds: 61, alerts };
        assert.deepEqual(lines({ monitoring, monitoringNamespaces }), [
            "monitoring.scrapeIntervalSeconds is 61; allowed: a whole number from 5 to 60. Correct it.",
            "monitoring.alerts.deadLetterMessages is -1; allowed: a whole number from 0 to 1000000. Correct it.",
            "monitoring.alerts.noConsumerMinutes is 0; allowed: a whole number from 1 to 1440. Correct it.",
            "monitoring.alerts.backlogMessages is 0; allowed: a whole number from 1 to 1000000000. Correct it.",
            "monitoring.alerts.backlogMinutes is 1441; allowed: a whole number from 1 to 1440. Correct it.",
        ]);
    });
});

describe("The Grafana dashboard", () => {
    interface Panel {
        id: number;
        type: string;
        title: string;
        datasource?: { uid: string };
        targets?: { expr: string }[];
    }
    const panels = dashboard.panels as Panel[];
    const charts = panels.filter(({ type }) => type !== "row");

    it("shows nothing but the broker that was chosen", () => {
        assert.ok(charts.length > 0);
        for (const { title, datasource, targets = [] } of charts) {
            assert.equal(datasource?.uid, "${datasource}", title);
            const selectors = targets.flatMap(({ expr }) => expr.match(/\{[^}]*\}/g) ?? []);
            assert.ok(selectors.length >= targets.length, title);
            for (const selector of selectors) {
                assert.match(selector, /^\{namespace="\$namespace",job="\$broker"[,}]/, title);
            }
        }
    });

    it("has variables for all that its queries leave open", () => {
        const names = dashboard.templating.list.map(({ name }) => name);
        assert.deepEqual(names, ["datasource", "namespace", "broker"]);
    });

    it("numbers its panels", () => {
        assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    });
});
