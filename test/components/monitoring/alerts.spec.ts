import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { AlertSettings } from "../../../components/monitoring/alert";
import { brokerAlerts } from "../../../components/monitoring/alerts";
import { monitoringDefaults } from "../../../components/monitoring/arguments";

const runbook = readFileSync(join(__dirname, "../../../docs/monitoring.md"), "utf8");

function rules(changes: Partial<AlertSettings> = {}) {
    const { alerts, runbookUrl } = monitoringDefaults({})!;
    const settings = { broker: "mq", namespace: "shop", replicas: 3, alerts, runbookUrl };
    return brokerAlerts({ ...settings, ...changes }).groups.flatMap((group) => group.rules);
}

function rule(name: string, changes?: Partial<AlertSettings>) {
    const found = rules(changes).find(({ alert }) => alert === name);
    assert.ok(found, `no rule ${name}`);
    return found;
}

describe("The alerts of a broker", () => {
    it("are these, of these severities", () => {
        assert.deepEqual(
            rules().map(({ alert, labels }) => [alert, labels.severity]),
            [
                ["RabbitMqNoQuorum", "critical"],
                ["RabbitMqNodeDown", "warning"],
                ["RabbitMqMemoryAlarm", "critical"],
                ["RabbitMqDiskAlarm", "critical"],
                ["RabbitMqDiskFilling", "warning"],
                ["RabbitMqDeadLetters", "warning"],
                ["RabbitMqQueueWithoutConsumers", "warning"],
                ["RabbitMqBacklogGrowing", "warning"],
                ["RabbitMqUnroutableMessages", "warning"],
            ],
        );
    });

    it("do not tell of a node that is down where that is the only one", () => {
        const names = rules({ replicas: 1 }).map(({ alert }) => alert);
        assert.ok(names.includes("RabbitMqNoQuorum"));
        assert.ok(!names.includes("RabbitMqNodeDown"));
    });

    for (const [replicas, majority] of [
        [3, 2],
        [5, 3],
        [7, 4],
    ] as const) {
        it(`want ${majority} of ${replicas} nodes to work together`, () => {
            const { expr } = rule("RabbitMqNoQuorum", { replicas });
            assert.match(expr, new RegExp(`vector\\(0\\)\\) < ${majority}\n`));
            assert.match(expr, new RegExp(`${replicas} - min\\(.+\\) < ${majority}$`));
        });
    }

    it("look at no other broker's metrics", () => {
        for (const { alert, expr } of rules()) {
            const selectors = expr.match(/\{[^}]*\}/g) ?? [];
            assert.ok(selectors.length > 0, alert);
            for (const selector of selectors) {
                assert.match(selector, /^\{namespace="shop",job="mq"[,}]/, alert);
            }
        }
    });

    it("tell of the certificate's end only where there is one, of the broker's own namespace and Secret", () => {
        const { expr } = rule("RabbitMqCertificateExpiring", { certificateSecret: "mq-tls" });
        const selectors = expr.match(/\{[^}]*\}/g) ?? [];
        assert.equal(selectors.length, 3);
        for (const selector of selectors) {
            assert.match(selector, /namespace="shop",(secret_)?name="mq-tls"\}$/);
        }
    });

    it("name the broker, say what to do, and link to a section of the runbook", () => {
        for (const { alert, labels, annotations } of rules()) {
            assert.deepEqual([labels.namespace, labels.broker], ["shop", "mq"]);
            assert.match(annotations.summary, /^RabbitMQ shop\/mq: ./);
            assert.match(annotations.description, /\. .+\.$/s, alert);
            assert.equal(annotations.runbook_url, `docs/monitoring.md#${alert.toLowerCase()}`);
            assert.ok(runbook.includes(`\n### ${alert}\n`), `${alert} has no section`);
        }
    });

    it("have all the sections of the runbook that are named after an alert", () => {
        const sections = [...runbook.matchAll(/^### (RabbitMq\w+)$/gm)].map(([, name]) => name);
        assert.deepEqual(
            sections.sort(),
            rules({ certificateSecret: "mq-tls" })
                .map(({ alert }) => alert)
                .sort(),
        );
    });

    it("link to the runbook where it is", () => {
        const { annotations } = rule("RabbitMqDiskAlarm", { runbookUrl: "https://wiki.shop/mq" });
        assert.equal(annotations.runbook_url, "https://wiki.shop/mq#rabbitmqdiskalarm");
    });

    it("fire when the arguments say", () => {
        const alerts = {
            deadLetterMessages: 7,
            noConsumerMinutes: 11,
            backlogMessages: 13,
            backlogMinutes: 17,
            certificateDays: 19,
        };
        assert.match(rule("RabbitMqDeadLetters", { alerts }).expr, / > 7$/);
        assert.equal(rule("RabbitMqQueueWithoutConsumers", { alerts }).for, "11m");
        const backlog = rule("RabbitMqBacklogGrowing", { alerts });
        assert.match(backlog.expr, / > 13\n.*\[17m\]/s);
        assert.equal(backlog.for, "17m");
        const certificate = rule("RabbitMqCertificateExpiring", {
            alerts,
            certificateSecret: "mq-tls",
        });
        assert.match(certificate.expr, /time\(\) < 19 \* 86400$/);
    });
});
