import { Command } from "commander";
import pc from "picocolors";

import { down } from "./commands/down";
import { e2e } from "./commands/e2e";
import { run } from "./commands/run";
import { start } from "./commands/start";
import { ui } from "./commands/ui";
import { interruption, listenForInterruption } from "./interruption";
import { StepError } from "./steps";

const program = new Command("local")
    .description("The local platform: a throwaway cluster and the tools that go with it.")
    .showHelpAfterError()
    .enablePositionalOptions();

program
    .command("start")
    .description("bring everything up, deploy stack local and watch messages flow")
    .action(start);
program
    .command("run")
    .description("run a command in the local environment: pulumi, kubectl, ...")
    .argument("<command...>")
    .passThroughOptions()
    .allowUnknownOption()
    .action(run);
program.command("ui").description("forward RabbitMQ's management page to this machine").action(ui);
program
    .command("down")
    .description("destroy stack local and remove the cluster")
    .option("--cache", "remove the built tools and images too")
    .action(down);
program
    .command("e2e")
    .description("run the end-to-end tests on the local cluster")
    .argument("[mocha...]", "arguments for mocha")
    .passThroughOptions()
    .allowUnknownOption()
    .action(e2e);

listenForInterruption();
program.parseAsync().then(
    () => process.exit(process.exitCode ?? 0),
    (error: Error) => {
        if (!(error instanceof StepError)) {
            console.error(pc.red(error.message));
        }
        process.exit(interruption.aborted ? 130 : 1);
    },
);
