import { scaleLinear } from "d3-scale";

import { drainSeconds } from "../../components/workload/capacityPlan";
import { count, drainText, minutes, podsText } from "../../components/workload/capacityText";
import { comparedPods } from "./capacityTable";
import type { PlannedConsumer } from "./plannedConsumers";

export type Point = [minute: number, messages: number];

const size = { width: 680, height: 300, left: 80, right: 190, top: 40, bottom: 45 };
/** Told apart by those who see no difference between red and green as well. https://www.nature.com/articles/nmeth.1618 */
const colours = ["#d55e00", "#e69f00", "#0072b2", "#009e73", "#cc79a7"];

/** How many messages wait over time: while nothing is consumed, and then with so many pods. */
export function backlogCurve(
    { plan, outageSeconds }: PlannedConsumer,
    pods: number,
    untilSeconds: number,
): Point[] {
    const drained = outageSeconds + drainSeconds(plan, pods);
    const growth = plan.peakPerSecond - pods * plan.servedPerSecond;
    const atEnd = Math.max(plan.backlog + (untilSeconds - outageSeconds) * growth, 0);
    return [
        [0, 0],
        [outageSeconds / 60, plan.backlog],
        ...(drained < untilSeconds ? [[drained / 60, 0] as Point] : []),
        [untilSeconds / 60, drained < untilSeconds ? 0 : atEnd],
    ];
}

/** The backlog of each consumer over time, one picture below the other, as SVG that needs nothing else. */
export function backlogPlot(title: string, consumers: PlannedConsumer[]): string {
    const height = size.height * consumers.length;
    const plots = consumers.map(
        (consumer, i) => `<g transform="translate(0 ${i * size.height})">${onePlot(consumer)}</g>`,
    );
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" font-family="sans-serif" font-size="12">`,
        `<title>${escaped(title)}</title>`,
        '<rect width="100%" height="100%" fill="#fff"/>',
        ...plots,
        "</svg>\n",
    ].join("\n");
}

function onePlot(consumer: PlannedConsumer): string {
    const { name, queue, plan, outageSeconds } = consumer;
    const until = outageSeconds + 1.2 * Math.max(drainSeconds(plan, plan.pods), 60);
    const curves = comparedPods(consumer).map((pods) => ({
        pods,
        points: backlogCurve(consumer, pods, until),
    }));
    const most = Math.max(
        1,
        ...curves.flatMap(({ points }) => points.map(([, messages]) => messages)),
    );
    const x = scaleLinear([0, until / 60], [size.left, size.width - size.right]);
    const y = scaleLinear([0, most], [size.height - size.bottom, size.top]).nice();
    const [left, right] = x.range() as [number, number];
    const bottom = y(0);
    return [
        `<text x="${size.left}" y="20" font-weight="bold">${escaped(`${name}: messages in ${queue} after ${minutes(outageSeconds)} without consumers`)}</text>`,
        ...y
            .ticks(5)
            .map(
                (tick) =>
                    `<path d="M${left} ${y(tick)}H${right}" stroke="#ddd"/><text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${count(tick)}</text>`,
            ),
        ...x
            .ticks(6)
            .map(
                (tick) =>
                    `<text x="${x(tick)}" y="${bottom + 18}" text-anchor="middle">${count(tick)}</text>`,
            ),
        `<text x="${(left + right) / 2}" y="${bottom + 36}" text-anchor="middle">minutes</text>`,
        ...curves.map(({ pods, points }, i) =>
            curve(
                points.map(([m, n]) => [x(m), y(n)]),
                colours[i]!,
                curveLabel(pods, consumer),
                i,
            ),
        ),
    ].join("\n");
}

function curve(points: Point[], colour: string, label: string, i: number): string {
    const path = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
    const [x, y] = [size.width - size.right + 12, size.top + 10 + 20 * i];
    return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/><path d="M${x} ${y}h16" stroke="${colour}" stroke-width="2"/><text x="${x + 22}" y="${y + 4}">${label}</text>`;
}

function curveLabel(pods: number, { plan, pods: chosen }: PlannedConsumer): string {
    return `${podsText(pods)}${pods === chosen ? " (stack)" : ""}: ${drainText(plan, pods)}`;
}

function escaped(text: string): string {
    return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
