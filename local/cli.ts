import { Command, InvalidArgumentError, Option } from "commander";
import pc from "picocolors";

import { maxNodes } from "./cluster/clusterNode";
import { down } from "./commands/down";
import { downOn } from "./commands/downOn";
import { e2e } from "./commands/e2e";
import { ecosystem } from "./commands/ecosystem";
import { run } from "./commands/run";
import { start } from "./commands/start";
import { type OwnClusterOptions, startOn } from "./commands/startOn";
import { ui } from "./commands/ui";
import { interruption, listenForInterruption } from "./interruption";
import { defaultNamespace } from "./ownCluster/trial";
import { StepError } from "./steps";

const program = new Command("local")
    .description("The local platform: a throwaway cluster and the tools that go with it.")
    .showHelpAfterError()
    .enablePositionalOptions();

program
    .command("start")
    .description(
        "bring everything up, deploy stack local and watch messages flow: on the throwaway cluster, or on one that you have",
    )
    .addOption(contextOption())
    .option(
        "--namespace <name>",
        `with --context: the namespace to make (default: "${defaultNamespace}")`,
    )
    .option(
        "--registry <address>",
        "with --context: where the cluster pulls the workloads' images, such as registry.example.com/shop; not needed by kind, k3d, minikube and Docker Desktop",
    )
    .addOption(
        new Option(
            "--nodes <count>",
            `how many nodes the throwaway cluster has, 1 to ${maxNodes} (default: as many as before, at first 1)`,
        )
            .conflicts("context")
            .argParser(nodeCount),
    )
    .action(({ context, nodes, ...options }: StartOptions, command: Command) => {
        if (context !== undefined) {
            return startOn({ context, ...options });
        }
        if (Object.keys(options).length) {
            command.error("--namespace and --registry are for a cluster that --context names");
        }
        return start({ nodes });
    });
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
    .description("destroy stack local and remove the throwaway cluster")
    .addOption(contextOption().conflicts("cache"))
    .option("--cache", "remove the built tools and images too")
    .action(({ context, ...options }: { context?: string; cache?: true }) =>
        context === undefined ? down(options) : downOn(context),
    );
program
    .command("e2e")
    .description("run the end-to-end tests on the local cluster")
    .argument("[mocha...]", "arguments for mocha")
    .passThroughOptions()
    .allowUnknownOption()
    .action(e2e);
program
    .command("ecosystem")
    .description("run the tests beside other projects' programs on the local cluster")
    .argument("[mocha...]", "arguments for mocha")
    .passThroughOptions()
    .allowUnknownOption()
    .action(ecosystem);

type StartOptions = Partial<OwnClusterOptions> & { nodes?: number };

function nodeCount(text: string): number {
    const count = Number(text);
    if (!Number.isInteger(count) || count < 1 || count > maxNodes) {
        throw new InvalidArgumentError(`Give a number from 1 to ${maxNodes}.`);
    }
    return count;
}

function contextOption(): Option {
    return new Option(
        "--context <name>",
        "on the cluster of this context of your kubeconfig instead: only the stack and a namespace of its own",
    );
}

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
