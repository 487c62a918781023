import { configPath, readConfig } from "../../policy/engine/environmentConfig";
import type { PackResource } from "../policy/packProcess";
import { PackProcess } from "../policy/packProcess";
import { shippedResources } from "../policy/shippedResources";
import type { Measurement } from "./measure";
import { median, seconds } from "./measure";

const rounds = 3;
/** The size of prod, of a large stack, and of one that few have. */
const sizes = [70, 500, 2_000];

/** In seconds: the start, and each of the sizes. */
interface Round {
    start: number;
    judging: number[];
}

/**
 * What the policy pack costs: its start, and stacks of several sizes. Each round has a
 * pack of its own, because a preview meets a new one; the first is left out, because it also warms up
 * the client here, which stands for an engine that needs no such thing.
 */
export async function policyCost(): Promise<Measurement[]> {
    const prod = await shippedResources("prod", false);
    const stacks = sizes.map((size) => repeat(prod, size));
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
        measured.push(await measure(stacks));
    }
    const typical = (of: (round: Round) => number) => seconds(median(measured.slice(1).map(of)));
    return [
        { what: "start of the policy pack", value: typical(({ start }) => start) },
        ...sizes.map((size, index) => ({
            what: `all rules over ${size} resources`,
            value: typical(({ judging }) => judging[index]!),
        })),
    ];
}

async function measure(stacks: PackResource[][]): Promise<Round> {
    const begun = performance.now();
    const pack = await PackProcess.start();
    await pack.info();
    const start = since(begun);
    await pack.configure(readConfig(configPath("prod")));
    const round: Round = { start, judging: [] };
    for (const stack of stacks) {
        round.judging.push(await judging(pack, stack));
    }
    await pack.stop();
    return round;
}

async function judging(pack: PackProcess, resources: PackResource[]): Promise<number> {
    const begun = performance.now();
    await pack.judge(resources);
    return since(begun);
}

/** In seconds. */
function since(begun: number): number {
    return (performance.now() - begun) / 1000;
}

function repeat(resources: PackResource[], count: number): PackResource[] {
    return Array.from({ length: count }, (_, index) => {
        const one = resources[index % resources.length]!;
        return { ...one, urn: `${one.urn}-${index}` };
    });
}
