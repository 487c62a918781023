import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";
import { stringify } from "yaml";

import { brokerAlerts } from "../../components/monitoring/alerts";
import { alertCases, alertSettings, healthy } from "./alertCases";
import { alertTests } from "./alertTests";
import { prometheusTools } from "./prometheusTools";

describe("promtool test rules", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-alerts-"));
    const rulesFile = (replicas: number) => join(folder, `rules-${replicas}.yaml`);
    let promtool: string;

    before(async () => {
        ({ promtool } = await prometheusTools());
        for (const replicas of [1, 3]) {
            writeFileSync(rulesFile(replicas), stringify(brokerAlerts(alertSettings(replicas))));
        }
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    async function test(tests: object): Promise<void> {
        const file = join(folder, "tests.yaml");
        writeFileSync(file, stringify(tests));
        const { exitCode, all } = await execa(promtool, ["test", "rules", file], {
            all: true,
            reject: false,
        });
        assert.equal(exitCode, 0, all);
    }

    it("takes the rules", async () => {
        for (const replicas of [1, 3]) {
            const { stdout } = await execa(promtool, ["check", "rules", rulesFile(replicas)]);
            assert.match(stdout, new RegExp(`SUCCESS: ${replicas === 1 ? 8 : 9} rules found`));
        }
    });

    for (const one of alertCases) {
        it(`finds exactly the alerts of ${one.title}`, async () => {
            await test(alertTests(one, rulesFile(one.replicas ?? 3)));
        });
    }

    it("finds the message of an alert filled in", async () => {
        const series = 'rabbitmq_detailed_queue_messages{namespace="shop",job="mq",pod="mq-0"';
        const ofDeadLetters = `${series},vhost="/",queue="orders.dead-letters"}`;
        await test({
            rule_files: [rulesFile(3)],
            evaluation_interval: "15s",
            tests: [
                {
                    interval: "1m",
                    input_series: Object.entries({ ...healthy, [ofDeadLetters]: "4x30" }).map(
                        ([name, values]) => ({ series: name, values }),
                    ),
                    alert_rule_test: [
                        {
                            eval_time: "5m",
                            alertname: "RabbitMqDeadLetters",
                            exp_alerts: [
                                {
                                    exp_labels: {
                                        severity: "warning",
                                        namespace: "shop",
                                        broker: "mq",
                                        vhost: "/",
                                        queue: "orders.dead-letters",
                                    },
                                    exp_annotations: {
                                        summary:
                                            "RabbitMQ shop/mq: 4 messages in orders.dead-letters",
                                        description:
                                            "Consumers could not process these messages, or they waited too long. " +
                                            "Read one with its x-death header, mend the cause, then move them back to their queue.",
                                        runbook_url: "docs/monitoring.md#rabbitmqdeadletters",
                                    },
                                },
                            ],
                        },
                    ],
                },
            ],
        });
    });
});
