import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";

import { projectDir } from "../../../local/paths";
import { configPath, readConfig } from "../../../policy/engine/environmentConfig";
import { applyObjects, kubectl } from "../../e2e/kubernetes";
import { runProgram } from "../../harness";
import { PackProcess, questions } from "../../policy/packProcess";
import { asPoliciesSee } from "../../policy/shippedResources";
import type { Cost } from "../measure";
import { costOf, secondsFor, since } from "../measure";
import { buildRenderer, renderArguments, renderer } from "../renderCost";
import { onFakeNodes } from "./fakeNodes";
import { declare, namespaceOf } from "./program/declare";
import type { Columns, Row } from "./table";
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
    up: number;
    upCpu: number;
    unchanged: number;
}

/** What one stack of ever more brokers and workloads takes: the first preview, the policy pack, the comment, the updates. */
export async function oneStack(environment: NodeJS.ProcessEnv): Promise<Row[]> {
    await buildRenderer();
    const measured = (size: (typeof sizes)[number]) => measure(size, environment);
    return onFakeNodes(() => rowsOf(sizes, measured, columns));
}

const columns: Columns<Size> = [
    ["resources", "resources"],
    ["brokers", "brokers"],
    ["workloads", "workloads"],
    ["the program, under mocks", "program", "s"],
    ["`pulumi preview` of all, to be created", "preview", "s"],
    ["CPU of it, plugins included", "cpu", "s"],
    ["all rules of the policy pack", "judging", "s"],
    ["comment and SARIF", "comment", "s"],
    ["`pulumi up` from nothing", "up", "s"],
    ["CPU of it, plugins included", "upCpu", "s"],
    ["`pulumi up` where nothing has changed", "unchanged", "s"],
];

async function measure(
    size: (typeof sizes)[number],
    environment: NodeJS.ProcessEnv,
): Promise<Size> {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-scale-"));
    const namespaces = Array.from({ length: size.brokers }, (_, index) => namespaceOf(index));
    try {
        const started = performance.now();
        const recording = await runProgram(() => declare(size.brokers, size.workloads));
        const program = since(started);
        const pulumi = await stackOf(folder, size, environment);
        const events = join(folder, "events.jsonl");
        const preview = await pulumi(["preview", "--json"], events);
        const judging = await judged(questions(asPoliciesSee(recording)));
        const comment = await commented(folder, events);
        await applyObjects(...namespaces.map(namespace));
        const update = ["--yes", "--skip-preview"];
        const up = await pulumi(["up", ...update]);
        const unchanged = await pulumi(["up", ...update]);
        return {
            ...{ resources: recording.resources.length, ...size },
            ...{ program, preview: preview.seconds, cpu: preview.cpu, judging },
            ...{ comment: comment.seconds, up: up.seconds, upCpu: up.cpu },
            unchanged: unchanged.seconds,
        };
    } finally {
        await kubectl("delete", "namespace", "--ignore-not-found", ...namespaces);
        rmSync(folder, { recursive: true });
    }
}

function namespace(name: string): object {
    return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

/** The Pulumi CLI on a stack of this size, which writes what it says into a file, if one is named. */
async function stackOf(
    folder: string,
    size: (typeof sizes)[number],
    environment: NodeJS.ProcessEnv,
): Promise<(args: string[], output?: string) => Promise<Cost>> {
    const state = join(folder, "state");
    mkdirSync(state);
    const file = join(folder, "stack.yaml");
    const config = Object.entries(size).map(([key, value]) => [`scale:${key}`, value] as const);
    writeFileSync(file, stringify({ config: Object.fromEntries(config) }));
    const env = {
        ...environment,
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
        // Otherwise Pulumi's backend for files writes the whole state after each step, which is most of what 1,000 resources take.
        PULUMI_SKIP_CHECKPOINTS: "true",
        PULUMI_EXPERIMENTAL: "true",
    };
    const options = { cwd: join(projectDir, "test/bench/scale/program"), env };
    await costOf("pulumi", ["stack", "init", "scale", "--no-select"], options);
    const named = ["-s", "scale", "--config-file", file, "--non-interactive"];
    return (args, output = "/dev/null") =>
        costOf("sh", ["-c", 'pulumi "$@" > "$0"', output, ...args, ...named], options);
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
