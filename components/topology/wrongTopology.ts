import { withoutMisshapen } from "../argumentShape";
import type { Problem } from "../problems";
import type { TopologyArgs } from "./arguments";

const parts = [
    ...(["queues", "exchanges", "bindings", "policies"] as const),
    ...(["virtualHosts", "clients"] as const),
] satisfies (keyof TopologyArgs)[];

/** What is declared refers to each other: where one part cannot be looked at, neither can the rest. */
export function withoutWrongTopology<T extends TopologyArgs>(args: T, shape: Problem[]): T {
    const sound = withoutMisshapen(args, shape);
    const isWrong = parts.some((part) => args[part] !== undefined && sound[part] === undefined);
    const nothing = Object.fromEntries(parts.map((part) => [part, undefined]));
    return isWrong ? { ...sound, ...nothing } : sound;
}
