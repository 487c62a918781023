/** What a workload pod's own figures say, and how its broker sees the queue. */
export interface Flow {
    /** Messages sent and confirmed, by producer pod. */
    producers: { [key: string]: { published: number; confirmed: number } };
    /** Messages processed, by consumer pod. */
    consumers: { [key: string]: number };
    /** Messages that wait in all queues together. */
    queued: number;
    podsReady: number;
    pods: number;
}

/** One line for a person who watches. */
export function flowLine(flow: Flow): string {
    const producers = Object.values(flow.producers);
    const published = sum(producers.map((producer) => producer.published));
    const confirmed = sum(producers.map((producer) => producer.confirmed));
    const consumed = Object.values(flow.consumers).join(" + ") || "0";
    return [
        `published ${published}`,
        `confirmed ${confirmed}`,
        `in queues ${flow.queued}`,
        `consumed ${consumed}`,
        `pods ready ${flow.podsReady}/${flow.pods}`,
    ].join("   ");
}

/** Why this is not yet a flow from a producer through the broker to every consumer; empty when it is. */
export function stagnation(before: Flow, after: Flow, consumers: number): string[] {
    const problems: string[] = [];
    const confirmed = Object.entries(after.producers).some(
        ([pod, { confirmed }]) => confirmed > (before.producers[pod]?.confirmed ?? 0),
    );
    if (!confirmed) {
        problems.push("the broker confirmed no message of any producer");
    }
    const pods = Object.keys(after.consumers);
    if (pods.length < consumers) {
        problems.push(`${pods.length} of ${consumers} consumer pods answer`);
    }
    for (const pod of pods) {
        if ((after.consumers[pod] ?? 0) <= (before.consumers[pod] ?? 0)) {
            problems.push(`consumer ${pod} received no message`);
        }
    }
    return problems;
}

function sum(numbers: number[]): number {
    return numbers.reduce((total, one) => total + one, 0);
}
