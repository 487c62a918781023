import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { kubernetesClient } from "../../stacks/kubernetesClient";

const kubeconfig = JSON.stringify({
    clusters: [{ name: "shop", cluster: { server: "https://shop.example.com" } }],
    contexts: [{ name: "shop", context: { cluster: "shop", user: "shop" } }],
    users: [{ name: "shop", user: { token: "t" } }],
    "current-context": "shop",
});

describe("The client of Kubernetes", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "queue-workloads-client-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    async function server(cache: string): Promise<string | undefined> {
        const { CoreV1Api, KubeConfig } = await kubernetesClient(cache);
        const config = new KubeConfig();
        config.loadFromString(kubeconfig);
        assert.ok(config.makeApiClient(CoreV1Api) instanceof CoreV1Api);
        return config.getCurrentCluster()?.server;
    }

    it("is made one file, which is kept", async () => {
        const cache = join(folder, "cache");
        assert.equal(await server(cache), "https://shop.example.com");
        const [file, ...others] = readdirSync(cache);
        assert.deepEqual(others, []);
        const { mtimeMs } = statSync(join(cache, file!));
        await server(cache);
        assert.equal(statSync(join(cache, file!)).mtimeMs, mtimeMs);
    });

    it("is read as it is where nothing can be written", async () => {
        const cache = join(folder, "cache");
        writeFileSync(cache, "");
        assert.equal(await server(cache), "https://shop.example.com");
    });
});
