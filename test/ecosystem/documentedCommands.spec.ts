import assert from "node:assert/strict";

import { execa } from "execa";

import { defaultBrokerImage } from "../../components/broker/arguments";
import { tools } from "../docs/toolOptions";
import { kubectl } from "../e2e/kubernetes";
import { waitFor } from "../e2e/waitFor";

const namespace = "e2e-commands";
const pod = "tools";

/** What test/docs/toolOptions.ts says of them, asked of the tools themselves. */
describe("The commands that the documentation names", () => {
    for (const program of ["kubectl", "pulumi"]) {
        const { options, subcommands } = tools[program]!;
        const inherited = program === "kubectl" ? ["options"] : ["--help"];

        for (const [subcommand, own] of Object.entries(subcommands)) {
            it(`are known: ${program} ${subcommand}`, async () => {
                const words = subcommand.split(" ");
                // Pulumi tells of plans only whoever wants what is experimental.
                const env = { PULUMI_EXPERIMENTAL: "true" };
                const help = await execa(program, [...words, "--help"], { env });
                // Of a word that they do not know, both tell what stands before it.
                const before = await execa(program, [...words.slice(0, -1), "--help"], { env });
                assert.notEqual(help.stdout, before.stdout);
                const everywhere = await execa(program, inherited);
                const all = help.stdout + everywhere.stdout;
                for (const option of [...own, ...options]) {
                    const name = option.replace(/=$/, "");
                    assert.match(all, new RegExp(`(^|[ ,])${name}(?![\\w-])`, "m"), option);
                }
            });
        }
    }

    describe("in a broker's pod", () => {
        before(async () => {
            await kubectl("create", "namespace", namespace);
            const image = [`--image=${defaultBrokerImage}`, "--image-pull-policy=IfNotPresent"];
            const command = ["--command", "--", "sleep", "600"];
            await kubectl("run", "-n", namespace, pod, ...image, ...command);
            await waitFor("the pod to run", 120, async () => {
                const phase = ["-o", "jsonpath={.status.phase}"];
                return (await kubectl("get", "pod", "-n", namespace, pod, ...phase)) === "Running";
            });
        });
        after(() => kubectl("delete", "namespace", namespace, "--wait=false"));

        for (const program of ["rabbitmqctl", "rabbitmq-diagnostics", "rabbitmq-queues"]) {
            it(`are known: ${program}`, async () => {
                const help = await kubectl("exec", "-n", namespace, pod, "--", program, "help");
                const known = [...help.matchAll(/^ +(\w+) {2,}\S/gm)].map(([, name]) => name!);
                for (const subcommand of Object.keys(tools[program]!.subcommands)) {
                    assert.ok(known.includes(subcommand), subcommand);
                }
            });
        }
    });
});
