import { podsBeyond } from "../../components/workload/capacityPlan";
import { capacitySentence, count, drainText } from "../../components/workload/capacityText";
import type { PlannedConsumer } from "./plannedConsumers";

const heads = ["pods", "keeps up until", "drains the backlog in", ""];

/** What one consumer manages with fewer, with as many and with more pods than it has. */
export function capacityTable(consumer: PlannedConsumer): string {
    const { name, queue, plan, pods } = consumer;
    const rows = comparedPods(consumer).map((number) => [
        String(number),
        `${count(number * plan.servedPerSecond)} a second`,
        drainText(plan, number),
        remark(number, { fewest: plan.pods, chosen: pods }),
    ]);
    const widths = heads.map((head, i) =>
        Math.max(...[head, ...rows.map((row) => row[i]!)].map((cell) => cell.length)),
    );
    const line = (cells: string[]) =>
        `  ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")}`.trimEnd();
    return [
        `${name}, queue ${queue}: ${capacitySentence(plan, pods)}.`,
        "",
        line(heads),
        ...rows.map(line),
    ].join("\n");
}

/** From the last number that never drains the backlog to half as many again as the consumer has. */
export function comparedPods({ plan, pods }: PlannedConsumer): number[] {
    const beyond = podsBeyond(plan.peakPerSecond, plan.servedPerSecond);
    const numbers = [beyond - 1, beyond, plan.pods, pods, Math.ceil(1.5 * pods)];
    return [...new Set(numbers)].filter((number) => number > 0).sort((a, b) => a - b);
}

function remark(pods: number, { fewest, chosen }: { fewest: number; chosen: number }): string {
    const remarks = [
        pods === chosen ? "the stack's" : "",
        pods === fewest ? "the fewest in time" : "",
    ];
    return remarks.filter(Boolean).join(", ");
}
