import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../local/paths";
import { EnvironmentConfig } from "../../policy/environmentConfig";
import { PackProcess, PackResource } from "../policy/packProcess";
import { shippedResources } from "../policy/shippedResources";
import { Measurement, median, seconds } from "./measure";

const starts = 3;
const many = 500;

/** What the policy pack costs: its start, a stack of the size of prod, and a large one. */
export async function policyCost(): Promise<Measurement[]> {
    const prod = await shippedResources("prod", false);
    const file = join(projectDir, "policy", "config", "prod.json");
    const config = JSON.parse(readFileSync(file, "utf8")) as EnvironmentConfig;
    const times: number[] = [];
    for (let round = 0; round < starts; round++) {
        const started = performance.now();
        const pack = await PackProcess.start();
        await pack.info();
        times.push((performance.now() - started) / 1000);
        await pack.stop();
    }
    const pack = await PackProcess.start();
    await pack.configure(config);
    const small = await judging(pack, prod);
    const large = await judging(pack, repeat(prod, many));
    await pack.stop();
    return [
        { what: "start of the policy pack", value: seconds(median(times)) },
        { what: `all rules over the ${prod.length} resources of prod`, value: seconds(small) },
        { what: `all rules over ${many} resources`, value: seconds(large) },
    ];
}

async function judging(pack: PackProcess, resources: PackResource[]): Promise<number> {
    const started = performance.now();
    await pack.judge(resources);
    return (performance.now() - started) / 1000;
}

function repeat(resources: PackResource[], count: number): PackResource[] {
    return Array.from({ length: count }, (_, index) => {
        const one = resources[index % resources.length]!;
        return { ...one, urn: `${one.urn}-${index}` };
    });
}
