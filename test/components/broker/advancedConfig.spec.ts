import assert from "node:assert/strict";

import { advancedConfigProblems } from "../../../components/broker/advancedConfig";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import { shop, types } from "../shop";

const lines = (text: string) => problemLines(advancedConfigProblems(text));

describe("advancedConfig", () => {
    const text = `
%% Of {tcp_listeners, []} nobody is the wiser.
[
  {rabbit, [{channel_tick_interval, 30000}, {log_levels, "{tcp_listeners, [5672]}"}]},
  {kernel, [{net_ticktime, 120}]}
].
`;

    it("is a file that the nodes are told of", async () => {
        const { get } = await runProgram(shop({ broker: { advancedConfig: text } }));
        const { inputs } = get(types.configMap, "rabbitmq-config");
        assert.equal(valueAt(inputs, "data", "advanced.config"), text);
        const pod = valueAt(get(types.statefulSet, "rabbitmq").inputs, "spec", "template", "spec");
        const env = valueAt(pod, "containers", 0, "env") as { name: string; value: string }[];
        assert.equal(
            env.find(({ name }) => name === "RABBITMQ_ADVANCED_CONFIG_FILE")?.value,
            "/etc/rabbitmq/conf.d/advanced.config",
        );
    });

    it("takes terms, whatever their comments and texts say", () => {
        assert.deepEqual(lines(text), []);
    });

    for (const wrong of ["", "rabbit", "[{rabbit, []}]", "[{rabbit, [}].", '[{rabbit, "open}].']) {
        it(`refuses ${JSON.stringify(wrong)}, with which no node would start`, () => {
            assert.deepEqual(lines(wrong), [
                "advancedConfig is not what RabbitMQ can read; allowed: one list of Erlang terms, such as " +
                    '"[{rabbit, [{channel_tick_interval, 30000}]}].". Correct it.',
            ]);
        });
    }

    it("refuses what the component sets itself, each with what there is instead", () => {
        const fighting = `[{rabbit, [{tcp_listeners, [5673]}, { 'default_user', <<"a">>}]},
            {rabbitmq_management, [{listener, [{port, 1}]}]}, {ra, [{wal_max_size_bytes, 1}]}].`;
        assert.deepEqual(lines(fighting), [
            'advancedConfig is "tcp_listeners"; allowed: settings that the component does not set. Probes, Services and NetworkPolicies go by the ports as they are: remove it.',
            'advancedConfig is "default_user"; allowed: settings that the component does not set. Declare clients instead: the broker has no default user.',
            'advancedConfig is "listener"; allowed: settings that the component does not set. Probes, Services and NetworkPolicies go by the ports as they are: remove it.',
            'advancedConfig is "wal_max_size_bytes"; allowed: settings that the component does not set. It follows from resources.memoryMiB: set that instead.',
        ]);
    });
});
