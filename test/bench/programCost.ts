import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { stringify } from "yaml";

import { clusterName, projectDir } from "../../local/paths";
import { stackFile } from "../e2e/stack";
import { asConfiguration, runStack } from "../harness";
import { handwrittenProgram } from "./handwritten";
import { type Cost, costOf, costText, inTurn, type Measurement } from "./measure";

/** Consumers of stack prod, which make some 45 resources and 500, and rounds. The first round fills the caches: it does not count. */
export const programSizes = [
    { consumers: 1, rounds: 3, warmUp: 1 },
    { consumers: 53, rounds: 2, warmUp: 0 },
];
const stack = "bench";

interface Contender {
    name: string;
    preview: () => Promise<Cost>;
}

/**
 * The first preview of stack prod, and of the same resources written by hand with the whole SDK: type-checked, as Pulumi
 * does it by default, and with transpile only; beside previews of empty programs. In turn, on the same cluster.
 */
export async function programCost(
    { consumers, rounds, warmUp }: (typeof programSizes)[number],
    environment: NodeJS.ProcessEnv,
): Promise<Measurement[]> {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-programs-"));
    // Of its own, so that nothing is left behind, whatever happens.
    const state = join(folder, "state");
    mkdirSync(state);
    const env = {
        ...environment,
        PULUMI_BACKEND_URL: `file://${state}`,
        BENCH_CONTEXT: clusterName,
    };
    const config = configuration(consumers);
    const { resources } = await runStack("prod", { config: asConfiguration(config) });
    try {
        const own = await ownProgram(folder, config, env);
        const hand = await singleFile(join(folder, "by-hand"), handwrittenProgram(resources), env);
        const empty = await singleFile(join(folder, "empty"), emptyProgram, env);
        const script = await singleFile(join(folder, "empty-script"), "", env);
        const contenders: Contender[] = [
            { name: "components", preview: () => own({}) },
            { name: "by hand, types checked", preview: () => hand({}) },
            {
                name: "by hand, transpile only",
                preview: () => hand({ PULUMI_NODEJS_TRANSPILE_ONLY: "true" }),
            },
            { name: "an empty program, types checked", preview: () => empty({}) },
            { name: "an empty program in JavaScript", preview: () => script({}) },
        ];
        const previews = contenders.map(({ preview }) => preview);
        return rows(resources.length, contenders, await inTurn(previews, { rounds, warmUp }));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** What each takes, and the ratio of the components to each of the others. */
function rows(count: number, contenders: Contender[], costs: Cost[]): Measurement[] {
    const [own] = costs;
    return contenders.map(({ name }, i) => {
        const cost = costs[i]!;
        const ratio = (of: keyof Cost) => (own![of] / cost[of]).toFixed(2);
        const compared = i
            ? `; components take ${ratio("cpu")} of the CPU, ${ratio("seconds")} of the time`
            : "";
        return {
            what: `preview of ${count} resources: ${name}`,
            value: `${costText(cost)}${compared}`,
        };
    });
}

function configuration(consumers: number): { [key: string]: unknown } {
    const prod = stackFile("prod");
    const one = prod.consumers["orders-worker"]!;
    const named = Array.from({ length: consumers }, (_, i) => [`orders-worker-${i}`, one] as const);
    const all = { ...prod, namespace: "never-made", consumers: Object.fromEntries(named) };
    return Object.fromEntries(
        Object.entries(all).map(([key, value]) => [`queue-workloads:${key}`, value]),
    );
}

type Preview = (variables: NodeJS.ProcessEnv) => Promise<Cost>;

async function ownProgram(
    folder: string,
    config: { [key: string]: unknown },
    env: NodeJS.ProcessEnv,
): Promise<Preview> {
    const file = join(folder, "stack.yaml");
    writeFileSync(file, stringify({ config }));
    return previewsOf(projectDir, ["--config-file", file], env);
}

/** What `pulumi new typescript` leaves once its example is deleted. */
const emptyProgram = 'import * as pulumi from "@pulumi/pulumi";\n';

const usualTsconfig = {
    compilerOptions: {
        ...{ strict: true, outDir: "bin", target: "es2020", module: "nodenext", sourceMap: true },
        ...{ pretty: true, noFallthroughCasesInSwitch: true, noImplicitReturns: true },
        forceConsistentCasingInFileNames: true,
    },
    files: ["index.ts"],
};

/** A Pulumi project of one file, as `pulumi new` lays it out; one without a line is JavaScript. */
async function singleFile(
    folder: string,
    program: string,
    env: NodeJS.ProcessEnv,
): Promise<Preview> {
    const main = program === "" ? "index.js" : "index.ts";
    const files = {
        "Pulumi.yaml": `name: ${basename(folder)}\nruntime: nodejs\n`,
        "package.json": JSON.stringify({ name: basename(folder), main }),
        "tsconfig.json": JSON.stringify(usualTsconfig),
        [main]: program,
    };
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(folder, name), text);
    }
    symlinkSync(join(projectDir, "node_modules"), join(folder, "node_modules"));
    return previewsOf(folder, [], env);
}

async function previewsOf(
    cwd: string,
    options: string[],
    env: NodeJS.ProcessEnv,
): Promise<Preview> {
    await costOf("pulumi", ["stack", "init", stack, "--no-select"], { cwd, env });
    const args = [
        "preview",
        "--stack",
        stack,
        "--non-interactive",
        "--suppress-outputs",
        ...options,
    ];
    return (variables) => costOf("pulumi", args, { cwd, env: { ...env, ...variables } });
}
