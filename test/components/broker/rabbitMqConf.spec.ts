import assert from "node:assert/strict";

import { rabbitMqConf, sizeConf } from "../../../components/broker/rabbitMqConf";
import { brokerSizes, MiB } from "../../../components/broker/sizes";

function settings(memoryMiB: number): Map<string, string> {
    const lines = rabbitMqConf("orders", brokerSizes(memoryMiB)).trimEnd().split("\n");
    return new Map(
        lines.map((line) => {
            const [, key = "", value = ""] = /^([a-z0-9_.]+) = (\S+)$/.exec(line) ?? [];
            assert.notEqual(key, "", `a setting that RabbitMQ cannot read: ${line}`);
            return [key, value];
        }),
    );
}

describe("rabbitMqConf", () => {
    it("names each setting once", () => {
        const conf = rabbitMqConf("orders", brokerSizes(1024));
        assert.equal(settings(1024).size, conf.trimEnd().split("\n").length);
    });

    it("lets queues grow to all nodes that there may ever be", () => {
        const conf = settings(1024);
        const group = "quorum_queue.continuous_membership_reconciliation";
        assert.equal(conf.get(`${group}.target_group_size`), "7");
        assert.equal(conf.get(`${group}.enabled`), "true");
    });

    it("does not say how many nodes there are, which would restart all of them when one is added", () => {
        assert.equal(
            sizeConf(5),
            "cluster_formation.target_cluster_size_hint = 5\n",
            "that is in a file of its own",
        );
        assert.equal(settings(1024).get("cluster_formation.target_cluster_size_hint"), undefined);
    });

    it("never leaves memory, disk and write-ahead log to RabbitMQ's own guesses", () => {
        const conf = settings(2048);
        const sizes = brokerSizes(2048);
        assert.equal(conf.get("total_memory_available_override_value"), `${2048 * MiB}`);
        assert.equal(
            conf.get("vm_memory_high_watermark.absolute"),
            `${sizes.memoryWatermarkBytes}`,
        );
        assert.equal(conf.get("disk_free_limit.absolute"), `${sizes.diskFreeLimitBytes}`);
        assert.equal(conf.get("raft.wal_max_size_bytes"), `${sizes.walBytes}`);
    });

    it("imports the definitions at every boot", () => {
        const conf = settings(1024);
        assert.equal(conf.get("definitions.import_backend"), "local_filesystem");
        assert.equal(conf.get("definitions.local.path"), "/etc/rabbitmq/definitions/boot.json");
        assert.equal(conf.get("definitions.skip_if_unchanged"), undefined);
    });

    it("lets nobody in without a password", () => {
        const conf = settings(1024);
        assert.equal(conf.get("anonymous_login_user"), "none");
        const mechanisms = [...conf].filter(([key]) => key.startsWith("auth_mechanisms."));
        assert.deepEqual(
            mechanisms.map(([, mechanism]) => mechanism),
            ["PLAIN", "AMQPLAIN"],
        );
    });

    it("carries no password", () => {
        assert.doesNotMatch(rabbitMqConf("orders", brokerSizes(1024)), /pass|cookie|secret/i);
    });
});
