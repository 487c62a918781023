import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { prepareScript, startedScript, stopScript } from "../../../components/broker/nodeScripts";

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

    public async start(replicas: number, domain = "none") {
        this.write("/run/size/replicas", String(replicas));
        const place = "POD_NAME=mq-0 POD_NAMESPACE=shop NODES_SERVICE=mq-nodes";
        return this.run("sh", "-ec", `${place} CLUSTER_DOMAIN=${domain}\n${prepareScript}`);
    }

    /** As a node of this name leaves it behind. */
    public keepDataOf(node: string): void {
        const data = join(this.root, "/var/lib/rabbitmq/mnesia", `rabbit@${node}`);
        mkdirSync(data);
        mkdirSync(`${data}-plugins-expand`);
        writeFileSync(`${data}.pid`, "1");
    }

    /** RabbitMQ's own commands are stood in for by ones that write down how they were called. */
    public async stop(rabbitmqctl: string): Promise<string[]> {
        const calls = join(this.root, "calls");
        const commands = `
rabbitmqctl() { echo "rabbitmqctl $*" >> ${calls}; ${rabbitmqctl}; }
rabbitmq-upgrade() { echo "rabbitmq-upgrade $*" >> ${calls}; }
`;
        await this.run("bash", "-c", commands + stopScript(20));
        return readFileSync(calls, "utf8").trim().split("\n");
    }

    /** As much of an image of this version as is looked at. */
    public hasImage(version: string): void {
        rmSync(join(this.root, "image"), { recursive: true, force: true });
        mkdirSync(join(this.root, `image/plugins/rabbit-${version}`), { recursive: true });
        mkdirSync(join(this.root, "image/sbin"));
        writeFileSync(join(this.root, "image/sbin/rabbitmq-server"), "#!/bin/sh\n", {
            mode: 0o755,
        });
    }

    /** What happens once the node runs, or does not: to wait for it is the command that fails then. */
    public async started(rabbitmqctl = "true") {
        const commands = `rabbitmqctl() { ${rabbitmqctl}; }\nrabbitmq-queues() { true; }`;
        const ended = "wait";
        return this.run("bash", "-c", `POD_NAME=mq-1\n${commands}\n${startedScript}\n${ended}`);
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

    private async run(shell: "sh" | "bash", flags: "-c" | "-ec", script: string) {
        const moved = script.replace(/(?<=[ (])\/(run|var|etc)\//g, `${this.root}/$1/`);
        const PATH = `${join(this.root, "image/sbin")}:${process.env["PATH"]}`;
        return execa(shell, [flags, moved], { reject: false, env: { PATH } });
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

    it("does not come back with a version that cannot read what another has written, and says which that was", async () => {
        node.hasImage("4.4.0");
        assert.equal((await node.start(1)).exitCode, 0);
        await node.started();
        node.hasImage("4.4.2");
        assert.equal((await node.start(1)).exitCode, 0);
        node.hasImage("4.3.6");
        const { exitCode, stderr } = await node.start(1);
        assert.equal(exitCode, 1);
        assert.equal(
            stderr,
            "image cannot go from RabbitMQ 4.4.0 to 4.3.6: nodes do not start on what a newer version has written. " +
                "Stay, or go on to a newer one.",
        );
    });

    it("may go back from a version that has never run", async () => {
        node.hasImage("4.3.6");
        await node.start(1);
        await node.started();
        node.hasImage("4.4.0");
        assert.equal((await node.start(1)).exitCode, 0);
        await node.started("false");
        node.hasImage("4.3.6");
        assert.equal((await node.start(1)).exitCode, 0);
    });

    it("finds its data by its name, with the domain of the cluster or without", async () => {
        node.keepDataOf("mq-0.mq-nodes.shop");
        assert.equal((await node.start(1)).exitCode, 0);
        const { exitCode, stderr } = await node.start(1, "cluster.local");
        assert.equal(exitCode, 1);
        assert.equal(
            stderr,
            "the volume of this node has the data of rabbit@mq-0.mq-nodes.shop, which the node would not find " +
                "as rabbit@mq-0.mq-nodes.shop.svc.cluster.local. Remove clusterDomain.",
        );
    });

    it("does not start beside data of a name with a domain, and says which", async () => {
        node.keepDataOf("mq-0.mq-nodes.shop.svc.corp.example");
        assert.equal((await node.start(1, "corp.example")).exitCode, 0);
        const { exitCode, stderr } = await node.start(1);
        assert.equal(exitCode, 1);
        assert.match(
            stderr,
            /as rabbit@mq-0\.mq-nodes\.shop\. Set clusterDomain to corp\.example\.$/,
        );
    });

    it("keeps the name that it has where the broker was made before pods said their domain", async () => {
        node.keepDataOf("mq-0.mq-nodes.shop.svc.cluster.local");
        assert.equal((await node.start(1, "")).exitCode, 0);
    });
});

describe("A broker node that is told to stop", () => {
    let node: NodeFolders;
    beforeEach(() => {
        node = new NodeFolders();
    });
    afterEach(() => node.remove());

    it("remembers the nodes that were added since it started", async () => {
        await node.start(1);
        await node.stop("echo 3");
        assert.equal((await node.start(1)).exitCode, 1);
        assert.equal((await node.start(3)).exitCode, 0);
    });

    it("keeps what it knew when RabbitMQ does not answer", async () => {
        await node.start(3);
        await node.stop("false");
        assert.equal((await node.start(1)).exitCode, 1);
    });

    it("waits for the others before it hands its leaders over, also when RabbitMQ does not answer", async () => {
        const calls = await node.stop("false");
        assert.deepEqual(calls.slice(1), [
            "rabbitmq-upgrade await_online_quorum_plus_one -t 20",
            "rabbitmq-upgrade drain -t 20",
        ]);
    });
});
