import type { Problem } from "../problems";
import { amountProblems, numberProblems, problem } from "../problems";
import type { CapacitySettings, ConsumerCapacity } from "./capacity";
import type { CapacityPlan } from "./capacityPlan";
import { capacityPlan, drainSeconds } from "./capacityPlan";
import { count, minutes } from "./capacityText";

const mostPods = 1000;

/** What is wrong with the numbers themselves: nothing can be worked out from them then. */
export function capacityProblems(settings: CapacitySettings | undefined): Problem[] {
    if (settings === undefined) {
        return [];
    }
    const amounts: [keyof CapacitySettings, number, number][] = [
        ["arrivalsPerSecond", 0.001, 1_000_000],
        ["secondsPerMessage", 0.0001, 3600],
        ["peakFactor", 1, 1000],
        ["outageMinutes", 0, 10_080],
        ["drainWithinMinutes", 1, 10_080],
    ];
    return [
        ...amounts.flatMap(([field, low, high]) =>
            amountProblems(`capacity.${field}`, settings[field], low, high),
        ),
        ...numberProblems("capacity.concurrency", settings.concurrency, 1, 2000),
        ...numberProblems("capacity.messageBytes", settings.messageBytes, 1, 134_217_728),
    ];
}

/** The plan for what a consumer says of its capacity; none where it says nothing, or something that is wrong. */
export function soundPlan(settings: CapacitySettings | undefined): CapacityPlan | undefined {
    return settings && capacityProblems(settings).length === 0 ? capacityPlan(settings) : undefined;
}

/** A run ends when its work is done, whatever arrives meanwhile. */
export function runCapacityProblems(
    capacity: ConsumerCapacity | undefined,
    runKind: string | undefined,
): Problem[] {
    const fix = "A run takes what is there and ends: remove capacity.";
    return capacity === undefined || runKind === undefined
        ? []
        : [problem("capacity", capacity, `nothing with ${runKind}`, fix)];
}

/** Why so many pods, given at `path`, are too few for the plan; without any, whether the plan asks for too many. */
export function planProblems(plan: CapacityPlan, path: string, pods = plan.pods): Problem[] {
    if (plan.pods > mostPods) {
        const fix =
            "Raise concurrency or drainWithinMinutes, or spread the messages over several queues.";
        return [problem("capacity", `${plan.pods} pods`, `what ${mostPods} pods can do`, fix)];
    }
    if (pods >= plan.pods) {
        return [];
    }
    const { servedPerSecond, peakPerSecond, backlog } = plan;
    const seconds = drainSeconds(plan, pods);
    const why = Number.isFinite(seconds)
        ? `They need ${minutes(seconds)} for the ${count(backlog)} messages of an outage, and may take ${minutes(plan.drainWithinSeconds)}`
        : `${count(peakPerSecond)} messages arrive a second at peak, and they serve ${count(pods * servedPerSecond)}: the queue grows for ever`;
    return [
        problem(
            path,
            pods,
            `at least ${plan.pods}, for capacity`,
            `${why}. Raise it, or leave it out.`,
        ),
    ];
}
