import assert from "node:assert/strict";

import type { RabbitMqBrokerArgs } from "../../../components/broker/arguments";
import { brokerDefaults } from "../../../components/broker/arguments";
import { nodeConfigurationProblems } from "../../../components/broker/nodeConfiguration";
import { brokerProblems } from "../../../components/broker/problems";
import { rabbitMqConf, sizeConf } from "../../../components/broker/rabbitMqConf";
import { brokerSizes } from "../../../components/broker/sizes";
import { IpFamily } from "../../../components/kubernetes/service";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import { shop, types } from "../shop";

const lines = (args: RabbitMqBrokerArgs) => problemLines(brokerProblems("rabbitmq", args));

const variables = async (broker: RabbitMqBrokerArgs) => {
    const { inputs } = (await runProgram(shop({ broker }))).get(types.statefulSet, "rabbitmq");
    const env = valueAt(inputs, "spec", "template", "spec", "containers", 0, "env");
    return env as { name: string; value?: string }[];
};

describe("What no argument of a broker is about", () => {
    it("goes into a file that is read after all others, and among the plugins, once each", async () => {
        const broker = {
            additionalPlugins: ["rabbitmq_shovel", "rabbitmq_management"],
            additionalConfig: { heartbeat: "30", channel_max: "128" },
        };
        const recording = await runProgram(shop({ broker }));
        const { inputs } = recording.get(types.configMap, "rabbitmq-config");
        const data = inputs["data"] as { [file: string]: string };
        assert.equal(Object.keys(data).sort().at(-2), "90-additional.conf");
        assert.equal(data["90-additional.conf"], "channel_max = 128\nheartbeat = 30\n");
        assert.equal(
            data["enabled_plugins"],
            "[rabbitmq_management,rabbitmq_peer_discovery_k8s,rabbitmq_prometheus,rabbitmq_shovel].\n",
        );
    });

    it("leaves no trace where nothing is asked for", async () => {
        const recording = await runProgram(shop());
        const { inputs } = recording.get(types.configMap, "rabbitmq-config");
        assert.deepEqual(Object.keys(inputs["data"] as object).sort(), [
            "10-queue-workloads.conf",
            "enabled_plugins",
        ]);
    });

    it("reaches the nodes as variables, and what both say to the Erlang VM is said once", async () => {
        const flags = "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS";
        const env = await variables({
            tls: { secretName: "rabbitmq-tls" },
            environment: { TZ: "Europe/Paris", [flags]: "+S 2:2" },
        });
        assert.deepEqual(
            env.filter(({ name }) => ["TZ", flags].includes(name)),
            [
                { name: flags, value: "-ssl ssl_pem_cache_clean 10000 +S 2:2" },
                { name: "TZ", value: "Europe/Paris" },
            ],
        );
    });

    it("is refused where the component has set it already, every key of it", () => {
        const settings = brokerDefaults("rabbitmq", {
            tls: { secretName: "a", plaintext: true },
            ipFamily: IpFamily.IPv6,
            protocols: { mqtt: {}, stomp: {}, stream: {}, webMqtt: {}, webStomp: {} },
        });
        const conf = rabbitMqConf("mq", brokerSizes(1024), settings) + sizeConf(3);
        const keys = conf
            .trimEnd()
            .split("\n")
            .map((line) => line.split(" = ")[0]!);
        assert.ok(keys.length > 30);
        for (const key of keys) {
            const problems = nodeConfigurationProblems({
                additionalPlugins: [],
                additionalConfig: { [key]: "1" },
                environment: {},
                advancedConfig: undefined,
            });
            assert.deepEqual(
                problems.map(({ path }) => path),
                [`additionalConfig.${key}`],
            );
        }
    });

    it("is refused as a variable that the component sets, every one of them", async () => {
        const env = await variables({});
        assert.ok(env.length >= 5);
        for (const { name } of env) {
            assert.match(
                lines({ environment: { [name]: "x" } }).join(),
                new RegExp(`^environment\\.${name} is`),
            );
        }
    });

    it("is refused with what there is instead, and all of it at once", () => {
        assert.deepEqual(
            lines({
                additionalPlugins: ["Shovel!"],
                additionalConfig: {
                    "vm_memory_high_watermark.relative": "0.9",
                    heartbeat: "30\nlisteners.tcp.default = 1",
                    "not a key": "1",
                },
                environment: { RABBITMQ_MNESIA_BASE: "/tmp", "1X": "" },
            }),
            [
                'additionalPlugins is "Shovel!"; allowed: names of plugins: lower-case letters, digits and _. Correct it.',
                'additionalConfig.vm_memory_high_watermark.relative is "0.9"; allowed: keys that the component does not set. ' +
                    "It follows from resources.memoryMiB: set that instead.",
                'additionalConfig.heartbeat is "30\\nlisteners.tcp.default = 1"; allowed: a value of one line. Give each key a line of its own.',
                'additionalConfig is "not a key"; allowed: keys of rabbitmq.conf, such as heartbeat. Correct it.',
                'environment.RABBITMQ_MNESIA_BASE is "RABBITMQ_MNESIA_BASE"; allowed: variables that the component does not set. ' +
                    "The component, or a node's data, goes by it: leave it out.",
                'environment.1X is "1X"; allowed: letters, digits, "-", "_" and ".", not starting with a digit. Correct it.',
            ],
        );
    });

    it("is refused without its value, where that is a password", () => {
        const found = lines({ additionalConfig: { default_pass: "hunter2" } });
        assert.deepEqual(found, [
            'additionalConfig.default_pass is "[hidden]"; allowed: keys that the component does not set. ' +
                "Declare clients instead: the broker has no default user.",
        ]);
    });
});
