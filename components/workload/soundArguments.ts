import {
    argumentOf,
    connectionShapeProblems,
    shapeProblems,
    withoutMisshapen,
} from "../argumentShape";
import { isKnownLater } from "../kubernetes/knownLater";
import type { Problem } from "../problems";
import type { WorkloadArgs } from "./arguments";
import { anyConnection } from "./connectionProblems";

/** Arguments of which one says something about the other: where one is misshapen, so is what can be said of both. */
const together = [
    ["queue", "queues", "exchange", "routingKey"],
    ["http", "service"],
];

/**
 * Everything that is wrong with a workload's arguments: their shape, and what else can be said of those that have one.
 * A connection that is known only later is judged as soon as it is known.
 */
export function problemsOfShapeAnd<T extends WorkloadArgs>(
    component: string,
    args: T,
    problemsOf: (sound: T) => Problem[],
): Problem[] {
    const { connection } = args;
    const isLater = isKnownLater(connection);
    const shape = [
        ...shapeProblems(component, args),
        ...(isLater ? [] : connectionShapeProblems(connection)),
    ];
    const sound = withoutMisshapen(args, shape);
    const isJudged = !isLater && sound.connection !== undefined;
    const judged = isJudged ? sound : { ...sound, connection: Promise.resolve(anyConnection) };
    const misshapen = shape.map(argumentOf);
    const silent = [
        ...misshapen,
        ...together.filter((names) => names.some((name) => misshapen.includes(name))).flat(),
    ];
    return [
        ...shape,
        ...problemsOf(judged).filter((problem) => !silent.includes(argumentOf(problem))),
    ];
}
