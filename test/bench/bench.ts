import { Argument, Command } from "commander";

import { clusterStatus } from "../../local/cluster/cluster";
import { listenForInterruption } from "../../local/interruption";
import { LocalWorld } from "../../local/localWorld";
import { projectDir } from "../../local/paths";
import { withoutSaltInStackFiles } from "../../local/stackFiles";
import { brokerCost } from "./brokerCost";
import type { Measurement } from "./measure";
import { seconds, secondsOf } from "./measure";
import { noChangeCost } from "./noChangeCost";
import { peerCost } from "./peer/peerCost";
import { policyCost } from "./policyCost";
import { programCost, programSizes } from "./programCost";
import { renderCost } from "./renderCost";
import { oneBroker } from "./scale/oneBroker";
import { oneStack } from "./scale/oneStack";
import { writeTable } from "./scale/table";

type Add = (...found: Measurement[]) => void;
type Part = (add: Add, options: { cold: boolean }) => Promise<void>;

/** What can be measured alone; `npm run bench` without a name measures all, in this order. */
const parts: { [name: string]: Part } = {
    // Before the cluster is there, which is never idle.
    policies: async (add) => add(...(await policyCost())),
    comment: async (add) => add(...(await renderCost())),
    start: startCost,
    programs: (add) =>
        onPlatform(async ({ environment }) => {
            for (const size of programSizes) {
                add(...(await programCost(size, environment)));
            }
        }),
    noChange: (add) => onPlatform(async (world) => add(...(await noChangeCost(world.environment)))),
    brokers: (add) =>
        onPlatform(async () => add(...(await brokerCost(1)), ...(await brokerCost(3)))),
};

/** What is measured only when it is named, because it takes long. */
const onlyNamed: { [name: string]: Part } = {
    // It needs other programs, which are compiled first.
    peer: (add) => onPlatform(async () => add(...(await peerCost()))),
    // These write their tables into docs/scale.md.
    manyWorkloads: () =>
        onPlatform(async ({ environment }) => writeTable("one stack", await oneStack(environment))),
    manyQueues: () => onPlatform(async () => writeTable("one broker", await oneBroker())),
};

/** Measures what README says about speed, each figure beside something run on the same machine. */
async function bench(names: string[], { cold = false }: { cold?: boolean }): Promise<void> {
    const rows: Measurement[] = [];
    const add: Add = (...found) => {
        found.forEach(({ what, value }) => console.log(`${what}: ${value}`));
        rows.push(...found);
    };
    const chosen = Object.entries(names.length > 0 ? { ...parts, ...onlyNamed } : parts).filter(
        ([name]) => names.length === 0 || names.includes(name),
    );
    if (chosen.some(([name]) => name === "start")) {
        await npm("down", ...(cold ? ["--cache"] : []));
    }
    for (const [, part] of chosen) {
        await part(add, { cold });
    }
    const lines = rows.map(({ what, value }) => `| ${what} | ${value} |`);
    console.log(["", "| What | Measured |", "| --- | --- |", ...lines].join("\n"));
}

async function startCost(add: Add, { cold }: { cold: boolean }): Promise<void> {
    if (cold) {
        add({ what: "`npm start`, nothing built yet", value: seconds(await npm("start")) });
        await npm("down");
    }
    add({ what: "`npm start`, tools built, no cluster", value: seconds(await npm("start")) });
    add({ what: "`npm start`, all up, nothing changed", value: seconds(await npm("start")) });
    await onPlatform(({ tools }) => {
        const gibibytes = clusterStatus(tools).memoryBytes / 1024 ** 3;
        const value = `${gibibytes.toFixed(2)} GiB`;
        add({ what: "memory of the platform with stack local", value });
        return Promise.resolve();
    });
}

/** With the tools and the cluster that `npm start` has brought up. */
async function onPlatform(measure: (world: LocalWorld) => Promise<void>): Promise<void> {
    const world = new LocalWorld();
    await world.getTools(() => undefined);
    if (!clusterStatus(world.tools).running) {
        throw new Error("the throwaway cluster does not run: npm start");
    }
    await withoutSaltInStackFiles(async () => {
        // The stacks of the end-to-end tests take their tools from the process's own environment.
        Object.assign(process.env, world.environment);
        await measure(world);
    });
}

function npm(script: string, ...args: string[]): Promise<number> {
    return secondsOf("npm", ["run", "-s", script, "--", ...args], {
        cwd: projectDir,
        env: process.env,
    });
}

// What runs on the terminal ends by the same Ctrl-C, and each part takes away what it has made.
listenForInterruption();
new Command("bench")
    .description("measures what README says about speed")
    .addArgument(
        new Argument(
            "[parts...]",
            "what to measure; all but `peer`, `manyWorkloads` and `manyQueues` if left out",
        ).choices(Object.keys({ ...parts, ...onlyNamed })),
    )
    .option("--cold", "of `start`: build the tools anew as well, which takes many minutes")
    .action(bench)
    .parseAsync()
    .catch((error: Error) => {
        console.error(error.message);
        process.exit(1);
    });
