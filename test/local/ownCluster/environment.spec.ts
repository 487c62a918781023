import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { trialEnvironment } from "../../../local/ownCluster/environment";
import { trialFolder } from "../../../local/ownCluster/trial";

describe("the environment of a stack on somebody's cluster", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-pulumi-"));
    before(() => {
        for (const name of ["pulumi", "pulumi-language-nodejs"]) {
            writeFileSync(join(folder, name), "#!/bin/sh\necho v3.300.0\n");
            chmodSync(join(folder, name), 0o755);
        }
    });
    after(() => rmSync(folder, { recursive: true }));

    it("has the caller's own Pulumi CLI and cluster, and a backend of its own", async () => {
        const said: string[] = [];
        const environment = await trialEnvironment("file:///state", (line) => said.push(line), {
            PATH: [folder, "/usr/bin"].join(delimiter),
            HOME: "/home/me",
            KUBECONFIG: "/home/me/one:/home/me/two",
            PULUMI_HOME: "/home/me/.pulumi",
            PULUMI_BACKEND_URL: "https://backend.example",
            PULUMI_ACCESS_TOKEN: "token",
            PULUMI_CONFIG_PASSPHRASE_FILE: "/home/me/passphrase",
            PULUMI_STACK: "prod",
            QUEUE_WORKLOADS_LOCAL_KUBECONFIG: "/the/throwaway/cluster",
        });
        const { PATH = "", ...rest } = environment;
        const folders = PATH.split(delimiter);
        assert.equal(folders[1], folder);
        assert.deepEqual(rest, {
            HOME: "/home/me",
            KUBECONFIG: "/home/me/one:/home/me/two",
            PULUMI_HOME: "/home/me/.pulumi",
            PULUMI_BACKEND_URL: "file:///state",
            PULUMI_CONFIG_PASSPHRASE: "",
            PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
        });
        assert.deepEqual(said, []);
    });

    it("keeps what it knows of each context apart", () => {
        const contexts = ["kind-dev", "arn:aws:eks:eu:1:cluster/a", "arn:aws:eks:eu:1:cluster_a"];
        const folders = contexts.map((context) => trialFolder(context).split("/").at(-1) ?? "");
        assert.equal(new Set(folders).size, contexts.length);
        folders.forEach((name) => assert.match(name, /^[\w.-]+$/));
    });
});
