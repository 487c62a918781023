import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { topologyScript } from "../../../components/broker/topologyScript";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { shop, types } from "../shop";

describe("The topology Job's script", () => {
    it("is one that bash can read", () => {
        const { status, stderr } = spawnSync("bash", ["-n"], { input: topologyScript });
        assert.deepEqual([status, stderr.toString()], [0, ""]);
    });

    it("names no password: rabbitmqadmin reads it from a file, not from its arguments", () => {
        assert.doesNotMatch(topologyScript, /password/i);
    });

    it("reads files that the Job mounts", async () => {
        const { get } = await runProgram(shop());
        const job = get(types.job, "rabbitmq-topology").inputs;
        const container = valueAt(job, "spec", "template", "spec", "containers", 0);
        const mounts = valueAt(container, "volumeMounts") as { mountPath: string }[];
        const used = topologyScript.match(/\/(run\/\w+|tmp)(?=\/)/g) ?? [];
        assert.deepEqual(
            [...new Set(used)].sort(),
            mounts.map(({ mountPath }) => mountPath).sort(),
        );
        assert.deepEqual(valueAt(container, "command"), [
            "bash",
            "-o",
            "pipefail",
            "-ec",
            topologyScript,
        ]);
    });
});
