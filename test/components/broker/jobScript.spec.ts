import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { execa } from "execa";

import { jobScript } from "../../../components/broker/jobScript";

const run = (seconds: number, command: string[], script = jobScript(seconds)) =>
    execa("bash", ["-c", script, ...command], { all: true, reject: false });

/** The script with the ports of proxies that listen here. */
function withPorts(script: string, istio: number, linkerd: number): string {
    return script.replace("15020/", `${istio}/`).replace("4191/", `${linkerd}/`);
}

/** Stands in for the proxy of a service mesh. */
async function proxy() {
    const requests: string[] = [];
    const server = createServer(({ method, url }, response) => {
        requests.push(`${method} ${url}`);
        response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { requests, port: (server.address() as AddressInfo).port, close: () => server.close() };
}

describe("What a broker's Job runs", () => {
    it("ends as its command does, with its output and all of its arguments", async () => {
        const ended = await run(10, ["sh", "-c", 'echo "$0 $1"; exit 3', "a b", "c"]);
        assert.deepEqual([ended.exitCode, ended.all], [3, "a b c"]);
        assert.equal((await run(10, ["true"])).exitCode, 0);
    });

    it("fails once its time is over, and says so", async () => {
        const { exitCode, all } = await run(1, ["sleep", "60"]);
        assert.deepEqual([exitCode, all], [124, "not done within 1 s"]);
    });

    it("ends the proxies beside it, whose pod would run for ever, also when it has failed", async () => {
        const [istio, linkerd] = await Promise.all([proxy(), proxy()]);
        try {
            const script = withPorts(jobScript(10), istio.port, linkerd.port);
            for (const code of [0, 1]) {
                const { exitCode } = await run(10, ["sh", "-c", `exit ${code}`], script);
                assert.equal(exitCode, code);
            }
            assert.deepEqual(istio.requests, ["POST /quitquitquit", "POST /quitquitquit"]);
            assert.deepEqual(linkerd.requests, ["POST /shutdown", "POST /shutdown"]);
        } finally {
            istio.close();
            linkerd.close();
        }
    });
});
