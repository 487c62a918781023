import { Command } from "commander";

import { clusterStatus } from "../../local/cluster/cluster";
import { LocalWorld } from "../../local/localWorld";
import { projectDir } from "../../local/paths";
import { withoutSaltInStackFiles } from "../../local/stackFiles";
import { brokerCost } from "./brokerCost";
import type { Measurement } from "./measure";
import { seconds, secondsOf } from "./measure";
import { policyCost } from "./policyCost";
import { previewCost } from "./previewCost";
import { renderCost } from "./renderCost";

/** Measures what README says about speed, each figure beside something run on the same machine. */
async function bench({ cold, platform }: { cold?: true; platform: boolean }): Promise<void> {
    const rows: Measurement[] = [];
    const add = (...found: Measurement[]) => {
        found.forEach(({ what, value }) => console.log(`${what}: ${value}`));
        rows.push(...found);
    };
    if (platform) {
        await npm("down", ...(cold ? ["--cache"] : []));
    }
    // Before the cluster is there, which is never idle.
    add(...(await policyCost()), ...(await renderCost()));
    if (platform) {
        await platformCost(cold ?? false, add);
    }
    const lines = rows.map(({ what, value }) => `| ${what} | ${value} |`);
    console.log(["", "| What | Measured |", "| --- | --- |", ...lines].join("\n"));
}

async function platformCost(cold: boolean, add: (...found: Measurement[]) => void): Promise<void> {
    if (cold) {
        add({ what: "`npm start`, nothing built yet", value: seconds(await npm("start")) });
        await npm("down");
    }
    add({ what: "`npm start`, tools built, no cluster", value: seconds(await npm("start")) });
    add({ what: "`npm start`, all up, nothing changed", value: seconds(await npm("start")) });

    const world = new LocalWorld();
    await world.getTools(() => undefined);
    const gibibytes = clusterStatus(world.tools).memoryBytes / 1024 ** 3;
    add({ what: "memory of the platform with stack local", value: `${gibibytes.toFixed(2)} GiB` });
    await withoutSaltInStackFiles(async () => {
        add(...(await previewCost(world.environment)));
        // The stacks of the end-to-end tests take their tools from the process's own environment.
        Object.assign(process.env, world.environment);
        add(...(await brokerCost(1)), ...(await brokerCost(3)));
    });
}

function npm(script: string, ...args: string[]): Promise<number> {
    return secondsOf("npm", ["run", "-s", script, "--", ...args], {
        cwd: projectDir,
        env: process.env,
    });
}

new Command("bench")
    .description("measures what README says about speed")
    .option("--cold", "build the tools anew as well, which takes many minutes")
    .option("--no-platform", "leave out what needs the throwaway cluster")
    .action(bench)
    .parseAsync()
    .catch((error: Error) => {
        console.error(error.message);
        process.exit(1);
    });
