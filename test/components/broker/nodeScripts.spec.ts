import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { prepareScript } from "../../../components/broker/nodeScripts";

/** A node's folders, in a folder of their own; the script is run with its paths moved there. */
class NodeFolders {
    private readonly root = mkdtempSync(join(tmpdir(), "broker-node-"));

    constructor() {
        const folders = [
            ...["/run/size", "/run/config", "/run/erlang-cookie"],
            ...["/var/lib/rabbitmq/mnesia", "/etc/rabbitmq/conf.d"],
        ];
        folders.forEach((folder) => mkdirSync(join(this.root, folder), { recursive: true }));
        this.write("/run/erlang-cookie/cookie", "secret");
        this.write("/run/config/10-queue-workloads.conf", "a = 1\n");
        this.write("/run/size/20-size.conf", "b = 2\n");
    }

    public async start(replicas: number) {
        this.write("/run/size/replicas", String(replicas));
        const script = prepareScript.replace(/(?<=[ (])\/(run|var|etc)\//g, `${this.root}/$1/`);
        return execa("sh", ["-ec", script], { reject: false });
    }

    public read(path: string): string {
        return readFileSync(join(this.root, path), "utf8");
    }

    public mode(path: string): string {
        return (statSync(join(this.root, path)).mode & 0o777).toString(8);
    }

    public remove(): void {
        rmSync(this.root, { recursive: true });
    }

    private write(path: string, text: string): void {
        writeFileSync(join(this.root, path), text);
    }
}

describe("A broker node, before it starts", () => {
    let node: NodeFolders;
    beforeEach(() => {
        node = new NodeFolders();
    });
    afterEach(() => node.remove());

    it("gets its configuration in one folder, and a cookie that only RabbitMQ can read", async () => {
        assert.equal((await node.start(3)).exitCode, 0);
        assert.equal(node.read("/etc/rabbitmq/conf.d/10-queue-workloads.conf"), "a = 1\n");
        assert.equal(node.read("/etc/rabbitmq/conf.d/20-size.conf"), "b = 2\n");
        assert.equal(node.read("/var/lib/rabbitmq/.erlang.cookie"), "secret");
        assert.equal(node.mode("/var/lib/rabbitmq/.erlang.cookie"), "600");
    });

    it("comes back, and comes back among more nodes", async () => {
        for (const replicas of [1, 1, 3]) {
            assert.equal((await node.start(replicas)).exitCode, 0);
        }
    });

    it("does not come back among fewer nodes than its volume has known, and says how many those were", async () => {
        await node.start(3);
        const { exitCode, stderr } = await node.start(1);
        assert.equal(exitCode, 1);
        assert.equal(
            stderr,
            "replicas is 1, and the volume of this node is of a broker of 3 nodes, which has no majority in fewer. Set replicas to 3.",
        );
        assert.equal((await node.start(3)).exitCode, 0);
    });
});
