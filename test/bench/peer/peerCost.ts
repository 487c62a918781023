import { join } from "node:path";

import { projectDir } from "../../../local/paths";
import { writesDocs, writeSection } from "../../documentSection";
import {
    clusterOperator,
    clusterOperatorVersion,
    topologyOperator,
    topologyOperatorVersion,
} from "../../ecosystem/operators/rabbitMqOperators";
import type { Measurement } from "../measure";
import { seconds } from "../measure";
import { operators } from "./operators";
import { Ours } from "./ours";
import { life, steps } from "./rival";

const rounds = 2;

/** What people wait for with RabbitMQ's operators, and with this project, in turn on the same node. */
export async function peerCost(): Promise<Measurement[]> {
    const theirs: number[][] = [];
    const own: number[][] = [];
    const installed = [clusterOperator(), topologyOperator()];
    const ours = new Ours();
    try {
        for (const operator of installed) {
            await operator.install();
        }
        await ours.initialise();
        for (let round = 0; round < rounds; round++) {
            theirs.push(await life(operators));
            own.push(await life(ours));
        }
    } finally {
        ours.close();
        for (const operator of [...installed].reverse()) {
            await operator.remove();
        }
    }
    const rows = steps.map((what, step) => {
        const [a, b] = [theirs, own].map((lives) => mean(lives.map((life) => life[step]!)));
        return { what, theirs: seconds(a!), ours: seconds(b!), ratio: (b! / a!).toFixed(2) };
    });
    if (writesDocs) {
        write(rows);
    }
    return rows.map(({ what, ratio, ...each }) => ({
        what: `${what}, to RabbitMQ's operators`,
        value: `${ratio} (${each.ours} to ${each.theirs})`,
    }));
}

function mean(numbers: number[]): number {
    return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function write(rows: { what: string; theirs: string; ours: string; ratio: string }[]): void {
    const day = new Date().toISOString().slice(0, 10);
    const lines = rows.map((row) => `| ${row.what} | ${row.theirs} | ${row.ours} | ${row.ratio} |`);
    writeSection(join(projectDir, "docs", "comparison.md"), {
        heading: "How long it takes",
        body: [
            "Measured by `npm run bench -- peer` on the throwaway cluster, which writes this section with",
            `\`QUEUE_WORKLOADS_WRITE_DOCS=1\`: ${day}, cluster operator ${clusterOperatorVersion} without its delay of`,
            `the start, topology operator ${topologyOperatorVersion}, in turn on the same node with the same image,`,
            `means of ${rounds}. Theirs is one \`kubectl apply\` until all is ready, ours is \`pulumi up\`.`,
            "",
            "| What | Operators | Queue Workloads | Ratio |",
            "| --- | --- | --- | --- |",
            ...lines,
        ].join("\n"),
    });
}
