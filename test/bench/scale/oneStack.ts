import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";

import { projectDir } from "../../../local/paths";
import { configPath, readConfig } from "../../../policy/engine/environmentConfig";
import { runProgram } from "../../harness";
import { PackProcess, questions } from "../../policy/packProcess";
import { asPoliciesSee } from "../../policy/shippedResources";
import { costOf, secondsFor, since } from "../measure";
import { buildRenderer, renderArguments, renderer } from "../renderCost";
import { declare } from "./program/declare";
import type { Row } from "./table";
import { rowsOf } from "./table";

const sizes = [
    { brokers: 1, workloads: 32 },
    { brokers: 5, workloads: 124 },
    { brokers: 20, workloads: 500 },
];

interface Size {
    resources: number;
    brokers: number;
    workloads: number;
    program: number;
    preview: number;
    cpu: number;
    judging: number;
    comment: number;
}

/** What a first preview, the policy pack and the comment take for one stack of ever more brokers and workloads. */
export async function oneStack(environment: NodeJS.ProcessEnv): Promise<Row[]> {
    await buildRenderer();
    return rowsOf(sizes, (size) => measure(size, environment), [
        ["resources", "resources"],
        ["brokers", "brokers"],
        ["workloads", "workloads"],
        ["the program, under mocks", "program", "s"],
        ["`pulumi preview` of all, to be created", "preview", "s"],
        ["CPU of it, plugins included", "cpu", "s"],
        ["all rules of the policy pack", "judging", "s"],
        ["comment and SARIF", "comment", "s"],
    ]);
}

async function measure(
    { brokers, workloads }: (typeof sizes)[number],
    environment: NodeJS.ProcessEnv,
): Promise<Size> {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-scale-"));
    try {
        const started = performance.now();
        const recording = await runProgram(() => declare(brokers, workloads));
        const program = since(started);
        const events = join(folder, "events.jsonl");
        const previewed = await preview(folder, events, { brokers, workloads }, environment);
        const judging = await judged(questions(asPoliciesSee(recording)));
        return {
            ...{ resources: recording.resources.length, brokers, workloads },
            ...{ program, preview: previewed.seconds, cpu: previewed.cpu, judging },
            comment: (await commented(folder, events)).seconds,
        };
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** By the official plugin, against the throwaway cluster, in which none of it is made. */
async function preview(
    folder: string,
    events: string,
    size: { brokers: number; workloads: number },
    environment: NodeJS.ProcessEnv,
) {
    const state = join(folder, "state");
    mkdirSync(state);
    const file = join(folder, "stack.yaml");
    const config = Object.entries(size).map(([key, value]) => [`scale:${key}`, value] as const);
    writeFileSync(file, stringify({ config: Object.fromEntries(config) }));
    const env = {
        ...environment,
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    };
    const options = { cwd: join(projectDir, "test/bench/scale/program"), env };
    await costOf("pulumi", ["stack", "init", "scale", "--no-select"], options);
    const args = ["preview", "--json", "-s", "scale", "--config-file", file, "--non-interactive"];
    return costOf("sh", ["-c", 'pulumi "$@" > "$0"', events, ...args], options);
}

async function judged(asked: ReturnType<typeof questions>): Promise<number> {
    const pack = await PackProcess.start();
    try {
        await pack.configure(readConfig(configPath("prod")));
        return await secondsFor(() => pack.ask(asked));
    } finally {
        await pack.stop();
    }
}

function commented(folder: string, events: string) {
    return costOf("node", [renderer, ...renderArguments(folder, events)], {
        cwd: projectDir,
        env: process.env,
    });
}
