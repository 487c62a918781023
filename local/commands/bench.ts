import { clusterStatus } from "../cluster/cluster";
import { Measurement, seconds, secondsOf } from "../bench/measure";
import { policyCost } from "../bench/policyCost";
import { previewCost } from "../bench/previewCost";
import { renderCost } from "../bench/renderCost";
import { LocalWorld } from "../localWorld";
import { projectDir } from "../paths";
import { withoutSaltInStackFiles } from "../stackFiles";

/**
 * Measures what README says about speed. It takes the cluster down and brings it up again; the tools
 * stay, unless `cold` asks to build them anew, which takes many minutes.
 */
export async function bench(options: { cold?: true }): Promise<void> {
    const rows: Measurement[] = [];
    const add = (...found: Measurement[]) => {
        found.forEach(({ what, value }) => console.log(`${what}: ${value}`));
        rows.push(...found);
    };
    await npm("down", ...(options.cold ? ["--cache"] : []));
    if (options.cold) {
        add({ what: "npm start, nothing built yet", value: seconds(await npm("start")) });
        await npm("down");
    }
    add({ what: "npm start, tools built, no cluster", value: seconds(await npm("start")) });
    add({ what: "npm start, all up, nothing changed", value: seconds(await npm("start")) });

    const world = new LocalWorld();
    await world.getTools(() => undefined);
    const memory = clusterStatus(world.tools).memoryBytes / 1024 ** 3;
    add({ what: "memory of the platform with stack local", value: `${memory.toFixed(2)} GiB` });
    await withoutSaltInStackFiles(async () => {
        add(...(await previewCost(world.environment)));
        add(...(await stackCost(world.environment)));
    });
    add(...(await policyCost()), ...(await renderCost()));

    console.log(`\n| What | Measured |\n| --- | --- |`);
    rows.forEach(({ what, value }) => console.log(`| ${what} | ${value} |`));
}

function npm(script: string, ...args: string[]): Promise<number> {
    return secondsOf("npm", ["run", "-s", script, "--", ...args], {
        cwd: projectDir,
        env: process.env,
    });
}

/** Stack local, destroyed and made again: 3 brokers and 4 workload pods. */
async function stackCost(environment: NodeJS.ProcessEnv): Promise<Measurement[]> {
    const options = { cwd: projectDir, env: environment };
    const plain = ["--yes", "--skip-preview", "--non-interactive", "--stack", "local"];
    const destroyed = await secondsOf("pulumi", ["destroy", ...plain], options);
    const made = await secondsOf("pulumi", ["up", ...plain], options);
    return [
        { what: "pulumi destroy of stack local", value: seconds(destroyed) },
        { what: "pulumi up of stack local from nothing", value: seconds(made) },
    ];
}
