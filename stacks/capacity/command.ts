import { writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { Command } from "commander";

import { backlogPlot } from "./backlogPlot";
import { capacityTable } from "./capacityTable";
import { plannedConsumers } from "./plannedConsumers";
import { settingsOf } from "./stackFile";

new Command("capacity")
    .description(
        "Says what the consumers of a stack keep up with, and how long the backlog of an outage takes to drain: a table, and a plot over time.",
    )
    .argument("<stack>", "the stack whose file is read, such as prod")
    .option("--svg <file>", "where the plot is written (default: capacity-STACK.svg)")
    .showHelpAfterError()
    .action(print)
    .parse();

function print(stack: string, { svg = `capacity-${stack}.svg` }: { svg?: string }): void {
    try {
        const consumers = plannedConsumers(settingsOf(dirname(__dirname), stack).consumers);
        if (consumers.length === 0) {
            console.log(
                `No consumer of ${stack} says what it has to keep up with: docs/capacity.md says how.`,
            );
            return;
        }
        console.log(consumers.map(capacityTable).join("\n\n"));
        writeFileSync(svg, backlogPlot(`Backlogs of ${stack}`, consumers));
        console.log(`\nThe plot is in ${resolve(svg)}.`);
    } catch (error) {
        console.error((error as Error).message);
        process.exitCode = 1;
    }
}
