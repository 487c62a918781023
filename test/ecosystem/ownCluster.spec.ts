import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { kubeconfigPath, projectDir } from "../../local/paths";
import { kubectl } from "../e2e/kubernetes";

const context = "somebody";
const namespace = "own-trial";

/** `npm start -- --context` and its `npm run down` on the throwaway cluster, as if it were somebody's own. */
describe("a cluster that somebody has already", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-own-"));
    const kubeconfig = join(folder, "kubeconfig");
    const state = join(folder, "state");
    const run = (command: "start" | "down", ...args: string[]) =>
        execa(
            "node",
            [...["-r", "ts-node/register", "local/cli.ts", command, "--context", context], ...args],
            {
                cwd: projectDir,
                env: { KUBECONFIG: kubeconfig, XDG_STATE_HOME: state },
                all: true,
                reject: false,
                stdin: "ignore",
            },
        );
    // No Docker runs here, and the node holds the images under the names of this registry.
    const start = (name: string) =>
        run("start", "--registry", "docker.io/library", "--namespace", name);
    // Without those that an earlier test has begun to delete.
    const namespaces = async () => {
        const active = ["--field-selector", "status.phase=Active", "-o", "name"];
        return (await kubectl("get", "namespaces", ...active)).trim().split("\n").sort();
    };
    const stackFiles = () =>
        readdirSync(join(projectDir, "stacks"))
            .filter((file) => file.endsWith(".yaml"))
            .map((file) => readFileSync(join(projectDir, "stacks", file), "utf8"));
    let former: { namespaces: string[]; stackFiles: string[] };

    before(async () => {
        const text = readFileSync(kubeconfigPath, "utf8");
        writeFileSync(kubeconfig, text.replaceAll("queue-workloads-local", context));
        former = { namespaces: await namespaces(), stackFiles: stackFiles() };
    });
    after(async () => {
        await run("down");
        rmSync(folder, { recursive: true });
    });

    it("loses nothing that npm start has not made, and gets nothing into it", async () => {
        const refused = await start("default");
        assert.equal(refused.exitCode, 1);
        assert.match(refused.all, /the namespace default is there already/);
        const down = await run("down");
        assert.equal(down.exitCode, 1);
        assert.match(down.all, /npm start has made nothing on context somebody/);
        assert.deepEqual(await namespaces(), former.namespaces);
        assert.ok(!existsSync(state));
    });

    it("runs the main job in a namespace of its own, and says before what and where", async () => {
        const { exitCode, all } = await start(namespace);
        assert.equal(exitCode, 0, all);
        assert.match(
            all,
            /^On the cluster of context somebody \(https:\/\/127\.0\.0\.1:16443\):\n\n {2}namespace {3}own-trial, made for this/,
        );
        assert.match(all, /Messages flow from the producer through the broker to each of the 3/);
        assert.deepEqual(
            await namespaces(),
            [...former.namespaces, `namespace/${namespace}`].sort(),
        );
        assert.deepEqual(stackFiles(), former.stackFiles);
    });

    it("keeps what somebody else put into that namespace", async () => {
        await kubectl("create", "configmap", "theirs", "-n", namespace);
        const { exitCode, all } = await run("down");
        assert.equal(exitCode, 1, all);
        assert.match(all, /holds what npm start has not made, so it stays: ConfigMap theirs;/);
        assert.equal((await kubectl("get", "pods", "-n", namespace, "-o", "name")).trim(), "");
        await kubectl("delete", "configmap", "theirs", "-n", namespace);
    });

    it("is as it was before when the stack and the namespace are taken away", async () => {
        const { exitCode, all } = await run("down");
        assert.equal(exitCode, 0, all);
        assert.deepEqual(await namespaces(), former.namespaces);
        assert.deepEqual(readdirSync(join(state, "queue-workloads")), []);
    });
});
