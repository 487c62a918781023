import type { Problem } from "../problems";
import { problem } from "../problems";

/** What a consumer says of the queues that it consumes from. */
interface Consumed {
    queue?: string;
    queues?: string[];
    capacity?: object;
}

/** One or several; none where nothing is said, which is refused. */
export function consumedQueues({ queue, queues }: Consumed): string[] {
    return queues ?? (queue === undefined ? [] : [queue]);
}

/** How a container is told of them. */
export function queueVariables(queues: string[]): { [name: string]: string } {
    return queues.length === 1 ? { QUEUE: queues[0]! } : { QUEUES: queues.join(",") };
}

export function consumedQueueProblems({ queue, queues, capacity }: Consumed): Problem[] {
    if (queues === undefined || queue !== undefined) {
        return queue === undefined || queues !== undefined
            ? [problem("queue", { queue, queues }, "either queue or queues", "Give exactly one.")]
            : [];
    }
    const problems: Problem[] = [];
    if (queues.length === 0 || new Set(queues).size < queues.length) {
        const fix = "Name each queue once.";
        problems.push(problem("queues", queues, "at least one queue, and none twice", fix));
    }
    if (capacity !== undefined && queues.length > 1) {
        const fix = "A plan is for one queue: make a consumer for each, or remove capacity.";
        problems.push(problem("capacity", capacity, "nothing with several queues", fix));
    }
    const fix =
        "The container gets the names with commas between them: consume from it by a workload of its own.";
    return [
        ...problems,
        ...queues
            .filter((name) => name.includes(","))
            .map((name) => problem("queues", name, "names without a comma", fix)),
    ];
}
