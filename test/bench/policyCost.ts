import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { configPath, readConfig } from "../../policy/engine/environmentConfig";
import type { PackResource, Questions } from "../policy/packProcess";
import { PackProcess, questions } from "../policy/packProcess";
import { shippedResources } from "../policy/shippedResources";
import type { TestResource } from "../policy/shopStack";
import type { Cost, Measurement } from "./measure";
import { costText, median, since } from "./measure";

const rounds = 3;
/** The size of prod, of a large stack, of one that few have, and of one that shows how the cost grows. */
const sizes = [70, 500, 2_000, 8_000];

/** In milliseconds: by then a pack has kept what it has compiled, for the next one. */
const kept = 2_000;

/** The start, and each of the sizes. */
interface Round {
    start: Cost;
    judging: Cost[];
}

/**
 * What the policy pack costs: its start, and stacks of several sizes. Each round has a pack of its own,
 * because a preview meets a new one; the first is left out, because Node.js has kept nothing compiled yet. The questions
 * are put together before: what that takes here is not what it takes the engine.
 */
export async function policyCost(): Promise<Measurement[]> {
    const prod = await shippedResources("prod", false);
    const stacks = sizes.map((size) => questions(repeat(prod, size)));
    const compiled = mkdtempSync(join(tmpdir(), "queue-workloads-compiled-"));
    const alone: Round[] = [];
    const again: Round[] = [];
    try {
        for (let round = 0; round <= rounds; round++) {
            alone.push(await measure(stacks, {}));
            again.push(await measure([], { NODE_COMPILE_CACHE: compiled }));
        }
    } finally {
        rmSync(compiled, { recursive: true });
    }
    return [
        { what: "start of the policy pack", value: typical(alone, ({ start }) => start) },
        {
            what: "start of the policy pack by `npm run preview`, which keeps what is compiled",
            value: typical(again, ({ start }) => start),
        },
        ...sizes.map((size, index) => ({
            what: `all rules over ${size} resources`,
            value: typical(alone, ({ judging }) => judging[index]!),
        })),
    ];
}

function typical(measured: Round[], of: (round: Round) => Cost): string {
    const costs = measured.slice(1).map(of);
    return costText({
        cpu: median(costs.map(({ cpu }) => cpu)),
        seconds: median(costs.map(({ seconds }) => seconds)),
    });
}

async function measure(stacks: Questions[], environment: NodeJS.ProcessEnv): Promise<Round> {
    const begun = performance.now();
    const pack = await PackProcess.start(environment);
    await pack.info();
    const start = { cpu: pack.cpu(), seconds: since(begun) };
    await pack.configure(readConfig(configPath("prod")));
    const round: Round = { start, judging: [] };
    for (const stack of stacks) {
        round.judging.push(await judging(pack, stack));
    }
    await delay(kept);
    await pack.stop();
    return round;
}

async function judging(pack: PackProcess, stack: Questions): Promise<Cost> {
    const [begun, before] = [performance.now(), pack.cpu()];
    await pack.ask(stack);
    return { cpu: pack.cpu() - before, seconds: since(begun) };
}

/** As many copies of a stack, each in a namespace of its own. */
function repeat(resources: TestResource[], count: number): PackResource[] {
    return Array.from({ length: count }, (_, index) => {
        const { props, ...one } = resources[index % resources.length]!;
        const namespace = `shop-${Math.floor(index / resources.length)}`;
        const metadata = { ...(props["metadata"] as object | undefined), namespace };
        return { ...one, urn: `${one.urn}-${index}`, props: { ...props, metadata } };
    });
}
