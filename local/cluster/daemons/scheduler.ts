import { ports } from "../addresses";
import type { Daemon } from "../daemon";
import { controlLoop } from "./controlLoop";

export function scheduler(kubernetes: string): Daemon {
    return controlLoop(kubernetes, { name: "scheduler", port: ports.scheduler, memory: 120 });
}
