import type { CapacityPlan } from "./capacityPlan";
import { drainSeconds } from "./capacityPlan";

/** What a reviewer wants to know of so many pods. */
export function capacitySentence(plan: CapacityPlan, pods: number): string {
    const { backlog, peakPerSecond, servedPerSecond, volumeBytes } = plan;
    const at = `at ${podsText(pods)}`;
    const rates = `keeps up until ${count(pods * servedPerSecond)} a second`;
    const peak = `${count(peakPerSecond)} arrive at peak`;
    return backlog === 0
        ? `${rates} ${at}; ${peak}`
        : [
              `drains ${count(backlog)} messages in ${drainText(plan, pods)} ${at}`,
              rates,
              peak,
              `needs ${gibibytes(volumeBytes)} of each broker's volume`,
          ].join("; ");
}

export function podsText(pods: number): string {
    return `${pods} ${pods === 1 ? "pod" : "pods"}`;
}

/** How long so many pods need for the backlog. */
export function drainText(plan: CapacityPlan, pods: number): string {
    const seconds = drainSeconds(plan, pods);
    return Number.isFinite(seconds) ? minutes(seconds) : "never";
}

/** A rate or a number of messages: whole where that says enough. */
export function count(value: number): string {
    return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : 0 });
}

export function minutes(seconds: number): string {
    return seconds < 60
        ? `${Math.ceil(seconds)} s`
        : `${(seconds / 60).toLocaleString("en-US", { maximumFractionDigits: seconds < 600 ? 1 : 0 })} min`;
}

export function gibibytes(bytes: number): string {
    const value = bytes / 2 ** 30;
    return value < 0.1
        ? "less than 0.1 GiB"
        : `${value.toLocaleString("en-US", { maximumFractionDigits: 1 })} GiB`;
}
