import { configPath, readConfig } from "../../policy/engine/environmentConfig";
import type { PackResource } from "../policy/packProcess";
import { PackProcess } from "../policy/packProcess";
import { shippedResources } from "../policy/shippedResources";
import type { Measurement } from "./measure";
import { median, seconds } from "./measure";

const rounds = 3;
const many = 500;

interface Round {
    start: number;
    small: number;
    large: number;
}

/**
 * What the policy pack costs: its start, a stack of the size of prod, and a large one. Each round has a
 * pack of its own, because a preview meets a new one; the first is left out, because it also warms up
 * the client here, which stands for an engine that needs no such thing.
 */
export async function policyCost(): Promise<Measurement[]> {
    const prod = await shippedResources("prod", false);
    const large = repeat(prod, many);
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
        measured.push(await measure(prod, large));
    }
    const typical = (of: keyof Round) => seconds(median(measured.slice(1).map((one) => one[of])));
    return [
        { what: "start of the policy pack", value: typical("start") },
        { what: `all rules over the ${prod.length} resources of prod`, value: typical("small") },
        { what: `all rules over ${many} resources`, value: typical("large") },
    ];
}

async function measure(prod: PackResource[], large: PackResource[]): Promise<Round> {
    const begun = performance.now();
    const pack = await PackProcess.start();
    await pack.info();
    const start = since(begun);
    await pack.configure(readConfig(configPath("prod")));
    const round = { start, small: await judging(pack, prod), large: await judging(pack, large) };
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
