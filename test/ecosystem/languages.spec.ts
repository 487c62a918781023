import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { brokerProblems } from "../../components/broker/problems";
import { ClusterApi } from "../../local/clusterApi";
import { flowLine, stagnation } from "../../local/flow";
import { projectDir } from "../../local/paths";
import { readFlow } from "../../local/readFlow";
import { goFlags } from "../../local/toolchain/buildGoTool";
import { problemLines } from "../components/problemLines";
import { kubectl } from "../e2e/kubernetes";
import { waitFor } from "../e2e/waitFor";
import { shopPrograms } from "../examples/shopPrograms";
import { placeLanguageHosts } from "./languages/languageHosts";
import type { ShopConfiguration } from "./languages/shopProgram";
import { ShopProgram } from "./languages/shopProgram";
import { shopResources } from "./languages/shopResources";
import { strangersPulumi } from "./pulumiHome";

const mistaken = { namespace: "My_Shop", brokerNodes: 2 };
const images = { apiImage: "producer:1.0", workerImage: "consumer:1.0" };
const update = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview", "--ignore-protect"];

for (const [language, example] of Object.entries(shopPrograms)) {
    describe(`The shop in ${language}`, function () {
        this.timeout(1_200_000);

        const namespace = `e2e-shop-${example.folder}`;
        let workplace: string;
        let shop: ShopProgram;
        const configuration: ShopConfiguration = { namespace, brokerNodes: 1, ...images };

        before(async () => {
            workplace = mkdtempSync(join(tmpdir(), "queue-workloads-languages-"));
            const hosts = join(workplace, "hosts");
            await placeLanguageHosts(hosts);
            // Where the examples expect it.
            symlinkSync(join(projectDir, "plugin"), join(workplace, "plugin"));
            shop = new ShopProgram(example, workplace, {
                ...strangersPulumi(workplace),
                PATH: [hosts, process.env.PATH].join(delimiter),
                // What the toolchain has compiled serves the program in Go as well.
                GOFLAGS: goFlags.join(" "),
            });
            await kubectl("delete", "namespace", namespace, "--ignore-not-found");
            await shop.setUp(namespace);
        });
        after(async () => {
            await shop.with(configuration, ...destroy);
            await kubectl("delete", "namespace", namespace, "--ignore-not-found");
            rmSync(workplace, { recursive: true, force: true });
        });

        it("is told all that is wrong with it, as in any program, and nothing is made", async () => {
            const { exitCode, all } = await shop.with({ ...configuration, ...mistaken }, ...update);
            assert.notEqual(exitCode, 0, all);
            const { namespace, brokerNodes: replicas } = mistaken;
            const problems = problemLines(brokerProblems("broker", { namespace, replicas }));
            assert.equal(problems.length, 2);
            for (const line of ['RabbitMqBroker "broker" has 2 problems:', ...problems]) {
                assert.ok(all.includes(line), `${line}\n${all}`);
            }
            assert.deepEqual(
                (await shop.resources()).filter((one) => /(kubernetes|random):/.test(one)),
                [],
            );
        });

        it("is previewed and brought up, of the same resources as in any program, messages flow, and nothing is left to change", async () => {
            const preview = await shop.with(configuration, "preview");
            assert.equal(preview.exitCode, 0, preview.all);
            const { exitCode, all } = await shop.with(configuration, ...update);
            assert.equal(exitCode, 0, all);
            assert.deepEqual(await shop.resources(), await shopResources());
            assert.equal(await shop.output("host"), `broker.${namespace}.svc`);
            await messagesFlow(namespace);
            const again = await shop.with(configuration, "preview", "--expect-no-changes");
            assert.equal(again.exitCode, 0, again.all);
        });

        it("may not leave its messages behind, as the preview says", async () => {
            const elsewhere = { ...configuration, namespace: "elsewhere" };
            const { exitCode, all } = await shop.with(elsewhere, "preview");
            assert.notEqual(exitCode, 0, all);
            const reason = `namespace cannot go from ${namespace} to elsewhere: there the broker`;
            assert.ok(all.includes(reason), all);
        });

        it("is destroyed, and its pods and Secrets go", async () => {
            const { exitCode, all } = await shop.with(configuration, ...destroy);
            assert.equal(exitCode, 0, all);
            const kinds = "statefulsets,deployments,jobs,cronjobs,services,secrets";
            assert.equal(await kubectl("get", kinds, "-n", namespace, "-o", "name"), "");
        });
    });
}

/** Waits until the one consumer has had 50 messages that the broker confirmed to the producer. */
async function messagesFlow(namespace: string): Promise<void> {
    const api = await ClusterApi.ofLocalCluster();
    const first = await readFlow(api, namespace);
    let now = first;
    await waitFor(
        "messages to flow",
        120,
        async () => {
            now = await readFlow(api, namespace);
            const consumed = Object.values(now.consumers).reduce((sum, one) => sum + one, 0);
            return consumed >= 50 && stagnation(first, now, 1).length === 0;
        },
        () => stagnation(first, now, 1),
    );
    console.log(`      ${flowLine(now)}`);
}
