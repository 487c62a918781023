import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";

import { startHttpServer } from "../../workloads/httpServer";
import { createRegistry, producerMetrics } from "../../workloads/metrics";

describe("the endpoints of a workload", () => {
    const ask = async (path: string, ready: boolean) => {
        const registry = createRegistry(() => ready);
        producerMetrics(registry, () => 7).published.inc(3);
        const server = await startHttpServer(0, { ready: () => ready, registry });
        try {
            const { port } = server.address() as AddressInfo;
            const response = await fetch(`http://127.0.0.1:${port}${path}`);
            return { status: response.status, text: await response.text() };
        } finally {
            server.close();
        }
    };

    it("call a process alive that has no broker", async () => {
        assert.equal((await ask("/healthz", false)).status, 200);
    });

    it("call it ready only when it has one", async () => {
        assert.equal((await ask("/readyz", false)).status, 503);
        assert.equal((await ask("/readyz", true)).status, 200);
    });

    it("give the figures", async () => {
        const { text } = await ask("/metrics", true);
        assert.match(text, /^queue_workloads_messages_published_total 3$/m);
        assert.match(text, /^queue_workloads_messages_outstanding 7$/m);
        assert.match(text, /^queue_workloads_connected 1$/m);
    });

    it("know nothing else", async () => {
        assert.equal((await ask("/secrets", true)).status, 404);
    });
});
