import type { Problem } from "../problems";
import { choiceProblems, problem } from "../problems";
import type { TopologyArgs, VirtualHost } from "./arguments";
import {
    DelayedRetryType,
    ExchangeType,
    PolicyTarget,
    QueueOverflow,
    QueueType,
} from "./arguments";

/**
 * What only the compiler keeps out, and another language, a stack file or a cast lets in: nothing where
 * there has to be something, and values of no closed set. Nothing else can be looked at before.
 */
export function shapeProblems(args: TopologyArgs): Problem[] {
    return [
        ...hostProblems("", args),
        ...each("virtualHosts", args.virtualHosts, (path, host) => hostProblems(`${path}.`, host)),
        ...each("clients", args.clients, () => []),
    ];
}

/** The arguments without what is declared on the broker. */
export function withoutTopology<T extends TopologyArgs>(args: T): T {
    const nothing = undefined;
    return {
        ...args,
        queues: nothing,
        exchanges: nothing,
        bindings: nothing,
        policies: nothing,
        virtualHosts: nothing,
        clients: nothing,
    };
}

function hostProblems(at: string, host: VirtualHost): Problem[] {
    return [
        ...each(`${at}queues`, host.queues, (path, { type, overflow, delayedRetry }) => [
            ...choiceProblems(`${path}.type`, type, QueueType),
            ...choiceProblems(`${path}.overflow`, overflow, QueueOverflow),
            ...choiceProblems(`${path}.delayedRetry.type`, delayedRetry?.type, DelayedRetryType),
        ]),
        ...each(`${at}exchanges`, host.exchanges, (path, { type }) =>
            choiceProblems(`${path}.type`, type, ExchangeType),
        ),
        ...each(`${at}bindings`, host.bindings, () => []),
        ...each(`${at}policies`, host.policies, (path, { applyTo }) =>
            choiceProblems(`${path}.applyTo`, applyTo, PolicyTarget),
        ),
    ];
}

function each<T>(
    at: string,
    things: { [name: string]: T } | undefined,
    problems: (path: string, thing: T) => Problem[],
): Problem[] {
    return Object.entries(things ?? {}).flatMap(([name, thing]) => {
        const path = `${at}.${name}`;
        const isObject = typeof thing === "object" && thing !== null && !Array.isArray(thing);
        const fix = "Without anything to say, write {}.";
        return isObject
            ? problems(path, thing)
            : [problem(path, thing, "an object with its arguments", fix)];
    });
}
