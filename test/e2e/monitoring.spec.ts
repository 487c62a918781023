import assert from "node:assert/strict";

import { podMonitorSpec } from "../../components/monitoring/monitoring";
import type { KubectlProxy } from "./kubectlProxy";
import { kubectlProxy } from "./kubectlProxy";
import { kubectl } from "./kubernetes";
import { configuration, publish, specOf, stack, troubled } from "./monitoredBroker";
import { installMonitoringKinds, removeMonitoringKinds } from "./monitoringKinds";
import { alertQueries, dashboardQueries, metricsOf, shopAlerts } from "./monitoringQueries";
import type { PrometheusServer } from "./prometheusServer";
import { startPrometheus } from "./prometheusServer";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { scrapeConfigs } from "./scrapeConfigs";
import { namespace, ready } from "./shop";
import { waitFor } from "./waitFor";

/** The shop is not monitored by itself: this is how it would be. */
const shopMonitor = podMonitorSpec(
    "rabbitmq",
    { port: "prometheus" },
    { scrapeIntervalSeconds: 5 },
);

describe("monitoring", () => {
    let proxy: KubectlProxy;
    let prometheus: PrometheusServer;

    before(async () => {
        await ready();
        await installMonitoringKinds();
        await stack.initialise();
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
        proxy = await kubectlProxy();
        const made = await specOf<ReturnType<typeof podMonitorSpec>>("podmonitor");
        prometheus = await startPrometheus(
            [
                ...(await scrapeConfigs(troubled, made, proxy.address)),
                ...(await scrapeConfigs(namespace, shopMonitor, proxy.address)),
            ],
            [await specOf<object>("prometheusrule"), shopAlerts()],
        );
    });
    after(async () => {
        await prometheus?.close();
        await proxy?.close();
        const { exitCode, all } = await stack.destroy(configuration());
        stack.close();
        await removeMonitoringKinds();
        assert.equal(exitCode, 0, all);
    });

    it("brings objects that a Prometheus operator and Grafana find by their labels", async () => {
        const find = (kinds: string, label: string) =>
            kubectl("get", kinds, "-n", troubled, "-l", label, "-o", "name");
        assert.deepEqual((await find("podmonitor,prometheusrule", "release=e2e")).split("\n"), [
            "podmonitor.monitoring.coreos.com/rabbitmq",
            "prometheusrule.monitoring.coreos.com/rabbitmq",
        ]);
        const found = await find("configmap", "grafana_dashboard=1");
        assert.equal(found, "configmap/rabbitmq-dashboard");
    });

    it("reads, in alerts and dashboard, only metrics that every node has", async () => {
        const used = new Set([...alertQueries(), ...dashboardQueries()].flatMap(metricsOf));
        assert.ok(used.size > 20, [...used].join());
        for (const pod of ["rabbitmq-0", "rabbitmq-1", "rabbitmq-2"]) {
            const pages = shopMonitor.podMetricsEndpoints.map((endpoint) => {
                const families = "params" in endpoint ? endpoint.params.family : [];
                const query = families.map((family) => `family=${family}`).join("&");
                const path = `pods/${pod}:15692/proxy${endpoint.path}?${query}`;
                return kubectl("get", "--raw", `/api/v1/namespaces/${namespace}/${path}`);
            });
            const text = (await Promise.all(pages)).join("\n");
            const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
            assert.deepEqual(
                [...used].filter((name) => !known.has(name)),
                [],
            );
        }
    });

    it("scrapes every node twice, and tells the two apart", async () => {
        const up = await waitFor(
            "every target to be scraped",
            60,
            async () => {
                const samples = await prometheus.query("up == 1");
                return samples.length === 8 && samples;
            },
            () => prometheus.query("up"),
        );
        const targets = up.map(({ metric }) => [metric["namespace"], metric["endpoint"]].join());
        const count = (target: string) => targets.filter((one) => one === target).length;
        for (const [place, nodes] of [
            [namespace, 3],
            [troubled, 1],
        ] as const) {
            assert.equal(count(`${place},prometheus`), nodes);
            assert.equal(count(`${place},prometheus-detailed`), nodes);
        }
    });

    it("has a dashboard whose every query returns data", async () => {
        for (const query of dashboardQueries()) {
            await waitFor(`data of ${query}`, 90, async () => {
                const samples = await prometheus.query(query);
                return samples.length > 0 && samples.every(({ value }) => value[1] !== "NaN");
            });
        }
    });

    it("has alerts that all evaluate", async () => {
        const rules = await waitFor("every rule to be evaluated", 60, async () => {
            const states = await prometheus.rules();
            return states.every(({ health }) => health !== "unknown") && states;
        });
        assert.equal(rules.length, 8 + 9);
        for (const { name, health, lastError } of rules) {
            assert.equal(health, "ok", `${name}: ${lastError}`);
        }
    });

    it("finds nothing wrong with the nodes of a broker that is well", async () => {
        const wrong = async () =>
            (await alerts(namespace)).filter((one) => /Quorum|Node|Alarm/.test(one));
        // A node that was restarted a moment ago is not in every metric of the others yet.
        await waitFor("nothing to be wrong", 120, async () => (await wrong()).length === 0, wrong);
    });

    it("sees dead letters, a queue without consumers and unroutable messages", async () => {
        const kinds = /Letters|Queue|Unroutable/;
        await expectAlerts(kinds, []);
        await publish(["orders", "orders.dead-letters", "nowhere"]);
        await expectAlerts(kinds, [
            "RabbitMqDeadLetters orders.dead-letters",
            "RabbitMqQueueWithoutConsumers orders",
            "RabbitMqUnroutableMessages",
        ]);
        await rabbitMqCtl(troubled, "purge_queue", "orders");
        await rabbitMqCtl(troubled, "purge_queue", "orders.dead-letters");
        await expectAlerts(/Letters|Queue/, []);
    });

    it("sees a memory alarm and a disk alarm while they last", async () => {
        await expectAlerts(/Alarm/, []);
        await rabbitMqCtl(troubled, "set_vm_memory_high_watermark", "absolute", "1MB");
        await expectAlerts(/Alarm/, ["RabbitMqMemoryAlarm rabbitmq-0"]);
        await rabbitMqCtl(troubled, "set_vm_memory_high_watermark", "absolute", "2GB");
        await rabbitMqCtl(troubled, "set_disk_free_limit", "100000GB");
        await expectAlerts(/Alarm/, ["RabbitMqDiskAlarm rabbitmq-0"]);
        await rabbitMqCtl(troubled, "set_disk_free_limit", "50MB");
        await expectAlerts(/Alarm/, []);
    });

    it("sees that no node is left", async () => {
        await kubectl("scale", "statefulset", "-n", troubled, "rabbitmq", "--replicas=0");
        await waitFor("the broker to be down", 120, async () =>
            (await alerts(troubled)).includes("RabbitMqNoQuorum"),
        );
        await kubectl("scale", "statefulset", "-n", troubled, "rabbitmq", "--replicas=1");
    });

    /** The alerts whose expression holds for a broker, whether or not it has for long enough. */
    async function alerts(place: string): Promise<string[]> {
        const active = (await prometheus.rules()).flatMap(({ name, alerts: found }) =>
            found.map(({ labels }) => ({ name, labels })),
        );
        return active
            .filter(({ labels }) => labels["namespace"] === place)
            .map(({ name, labels }) => [name, labels["queue"] ?? labels["pod"] ?? ""].join(" "))
            .map((text) => text.trim())
            .sort();
    }

    async function expectAlerts(kinds: RegExp, expected: string[]): Promise<void> {
        let found: string[] = [];
        await waitFor(
            `exactly these alerts: ${expected.join(", ")}`,
            120,
            async () => {
                found = (await alerts(troubled)).filter((one) => kinds.test(one));
                return found.join() === expected.join();
            },
            () => found,
        );
    }
});
