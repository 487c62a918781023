import assert from "node:assert/strict";

import { ReconcilerTask } from "../../components/broker/topologyPod";
import type { TopologyArgs } from "../../components/topology/arguments";
import { longestPattern, longestPatternOfNames } from "../../components/topology/patterns";
import type { Queue } from "../../components/topology/queue";
import { QueueType } from "../../components/topology/queue";
import { BrokerWithoutCluster } from "./brokerWithoutCluster";
import { waitFor } from "./waitFor";

const declared: TopologyArgs = {
    queues: { orders: { maxLength: 5 }, refunds: {} },
    exchanges: { events: {} },
    bindings: { orders: { exchange: "events", queue: "orders", routingKey: "order.#" } },
    policies: {
        small: { pattern: "^tmp", definition: { "max-length": 9 } },
        narrow: { pattern: "^orders$", definition: { "max-length": 7, "max-length-bytes": 99 } },
    },
    clients: { api: { publishesTo: ["orders", "events"] }, worker: { consumesFrom: ["orders"] } },
};

describe("The reconciler", () => {
    const broker = new BrokerWithoutCluster();
    before(() => broker.start());
    after(() => broker.stop());

    async function apply(args: TopologyArgs): Promise<string> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, args);
        assert.equal(exitCode, 0, all);
        return all;
    }
    async function restore(args: TopologyArgs): Promise<string> {
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Restore, args);
        assert.equal(exitCode, 0, all);
        return all;
    }
    const keys = async () => {
        const bindings = await broker.ask("GET", "exchanges/%2F/events/bindings/source");
        return ((await bindings.json()) as { routing_key: string }[]).map((one) => one.routing_key);
    };
    const queues = () => broker.names("queues");

    it("brings a broker to what is declared, and finds nothing to do the next time", async () => {
        const all = ["orders", "orders.dead-letters", "refunds", "refunds.dead-letters"];
        await apply(declared);
        assert.deepEqual(await queues(), all);
        assert.deepEqual(await keys(), ["order.#"]);
        assert.deepEqual(await broker.names("users"), [
            ...["administrator-v1", "api-v1", "guest", "worker-v1"],
        ]);
        assert.equal(await apply(declared), "the broker has all that is declared");
        assert.equal(await restore(declared), "the broker has all that is declared");
    });

    it("gives a queue what further policies say of it, beside all that it says itself", async () => {
        const queue = await (await broker.ask("GET", "queues/%2F/orders")).json();
        assert.deepEqual(
            (queue as { effective_policy_definition: object }).effective_policy_definition,
            {
                "dead-letter-exchange": "",
                "dead-letter-routing-key": "orders.dead-letters",
                "max-length": 5,
                "max-length-bytes": 99,
            },
        );
    });

    it("restores what somebody has deleted or changed, and says what it was", async () => {
        const gone = [
            ...["queues/%2F/orders", "exchanges/%2F/events", "users/api-v1"],
            ...["policies/%2F/queue-workloads.queue.orders", "permissions/%2F/worker-v1"],
        ];
        for (const one of gone) {
            assert.equal((await broker.ask("DELETE", one)).status, 204, one);
        }
        const all = await restore(declared);
        for (const kind of ["queues", "exchanges", "users", "policies"]) {
            assert.match(all, new RegExp(`restoring 1 ${kind}`));
        }
        assert.match(all, /restoring 2 bindings/);
        assert.match(all, /restoring 2 permissions/);
        assert.ok((await queues()).includes("orders"));
        assert.deepEqual(await keys(), ["order.#"]);
        assert.equal(await restore(declared), "the broker has all that is declared");
    });

    it("restores nothing of a configuration that the broker is not at", async () => {
        const other = { ...declared, queues: { ...declared.queues, later: {} } };
        assert.match(await restore(other), /at another configuration/);
        assert.ok(!(await queues()).includes("later"));
    });

    it("removes what it made and nobody declares any more, and nothing that others made", async () => {
        await broker.ask("PUT", "queues/%2F/theirs", { durable: true });
        await broker.ask("PUT", "users/theirs", { password: "x", tags: "queue-workloads:other" });
        await broker.ask("PUT", "users/ops", { password: "x", tags: "queue-workloads-ops" });
        const { orders } = declared.queues!;
        const all = await apply({ queues: { orders: orders! }, deleteUnused: true });
        for (const thing of [
            ...["user api-v1", "user worker-v1", "binding of orders to events", "exchange events"],
            ...[
                "queue refunds",
                "queue refunds.dead-letters",
                "policy queue-workloads.policy.small",
            ],
        ]) {
            assert.match(all, new RegExp(`removed the ${thing}`));
        }
        assert.deepEqual(await queues(), ["orders", "orders.dead-letters", "theirs"]);
        assert.deepEqual(await broker.names("users"), [
            "administrator-v1",
            "guest",
            "ops",
            "theirs",
        ]);
    });

    /** RabbitMQ counts the messages of a queue anew every few seconds. */
    function counted(queue: string, messages: number): Promise<boolean> {
        return waitFor(`${messages} messages to be counted in ${queue}`, 30, async () => {
            const path = queue.includes("/") ? queue : `%2F/${queue}`;
            const answer = await (await broker.ask("GET", `queues/${path}`)).json();
            return (answer as { messages?: number }).messages === messages;
        });
    }

    it("leaves a queue with messages and its limits, names it, and deletes it once it is empty", async () => {
        const message = { routing_key: "orders", properties: {}, payload_encoding: "string" };
        await broker.ask("POST", "exchanges/%2F/amq.default/publish", { ...message, payload: "1" });
        await counted("orders", 1);
        const all = await apply({ deleteUnused: true });
        assert.match(all, /left the queue orders of \/: it (holds messages|has 1 messages)/);
        assert.match(
            all,
            /left the queue orders.dead-letters of \/: its dead letters are of a queue/,
        );
        assert.deepEqual(await broker.names("policies"), [
            ...["orders", "orders.dead-letters"].map((name) => `queue-workloads.queue.${name}`),
        ]);
        await broker.ask("DELETE", "queues/%2F/orders/contents");
        await counted("orders", 0);
        await counted("orders.dead-letters", 0);
        await apply({ deleteUnused: true });
        assert.deepEqual(await queues(), ["theirs"]);
        assert.deepEqual(await broker.names("policies"), []);
    });

    it("removes a virtual host that it made once it is told to and nothing of anybody is left in it", async () => {
        const eu = { queues: { orders: {} }, policies: declared.policies };
        const virtualHosts = { eu, "-x": {} };
        await apply({ virtualHosts, clients: { api: { virtualHost: "eu" } } });
        assert.match(await apply({}), /left the virtual host eu: deleteUnused does not say/);
        const all = { configure: ".*", write: ".*", read: ".*" };
        await broker.ask("PUT", "permissions/eu/guest", all);
        await broker.ask("PUT", "queues/eu/theirs", { durable: true });
        await counted("eu/orders", 0);
        await counted("eu/orders.dead-letters", 0);
        const said = await apply({ deleteUnused: true });
        assert.match(said, /removed the queue orders of eu/);
        assert.match(said, /left the virtual host eu: it has queues, users/);
        assert.match(said, /removed the virtual host -x/);
        await broker.ask("DELETE", "queues/eu/theirs");
        await broker.ask("DELETE", "permissions/eu/guest");
        assert.match(await apply({ deleteUnused: true }), /removed the virtual host eu/);
        assert.deepEqual(await broker.names("vhosts"), ["/"]);
    });

    it("takes for its own the virtual hosts that the nodes of a new broker have made when they booted", async () => {
        await broker.ask("PUT", "vhosts/booted");
        await broker.ask("DELETE", "permissions/booted/guest");
        await broker.ask("DELETE", "global-parameters/queue-workloads.rabbitmq");
        await apply({ virtualHosts: { booted: {} } });
        await broker.ask("PUT", "vhosts/theirs");
        await apply({ virtualHosts: { booted: {}, theirs: {} } });
        assert.match(await apply({ deleteUnused: true }), /removed the virtual host booted/);
        assert.deepEqual(await broker.names("vhosts"), ["/", "theirs"]);
        await broker.ask("DELETE", "vhosts/theirs");
    });

    it("leaves an empty queue where nothing says that it may go", async () => {
        await apply({ queues: { kept: {} } });
        await counted("kept", 0);
        assert.match(await apply({}), /left the queue kept of \/: deleteUnused does not say/);
        assert.ok((await queues()).includes("kept"));
    });

    it("takes the limits of a queue back that nobody declares any more", async () => {
        const limited = { deadLetterQueue: false };
        const policy = "queue-workloads.queue.limited";
        await apply({ queues: { limited: { ...limited, maxLength: 9 } } });
        assert.ok((await broker.names("policies")).includes(policy));
        await apply({ queues: { limited } });
        assert.ok(!(await broker.names("policies")).includes(policy));
    });

    it("fails where something else has the name, and says what it is and what was declared", async () => {
        await broker.ask("PUT", "queues/%2F/audit", {
            durable: true,
            arguments: { "x-queue-type": "classic" },
        });
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, {
            queues: { audit: {} },
        });
        assert.equal(exitCode, 1);
        assert.match(
            all,
            /the queue audit has arguments .*classic.*, and is declared with .*quorum/,
        );
    });

    it("fails where a queue that was left comes back as a stream, and where an exchange is of another type", async () => {
        await broker.ask("PUT", "exchanges/%2F/news", { type: "fanout", durable: true });
        const { exitCode, all } = await broker.reconcile(ReconcilerTask.Apply, {
            queues: { kept: { type: QueueType.Stream } },
            exchanges: { news: {} },
        });
        assert.equal(exitCode, 1);
        assert.match(all, /the queue kept has arguments .*quorum.*, and is declared with .*stream/);
        assert.match(all, /the exchange news has type "fanout", and is declared with "topic"/);
        await broker.ask("DELETE", "exchanges/%2F/news");
    });

    it("looks again when a node has booted meanwhile, and takes away a user that it has brought back", async () => {
        const settled = (before: string, after: string) =>
            broker.evaluate(`atom_to_list(topology_nodes:settled([${before}], [${after}]))`);
        assert.equal(await settled("{a, 5}, {b, 7}", "{a, 6}, {b, 8}"), "true");
        assert.equal(await settled("{a, 5}, {b, 7}", "{a, 6}, {b, 1}"), "false", "it booted");
        assert.equal(await settled("{a, 5}, {b, down}", "{a, 6}, {b, 1}"), "false", "it booted");
        assert.equal(await settled("{a, 5}", "{a, 6}, {b, 1}"), "false", "it joined");
        const clients = { api: {} };
        await apply({ clients });
        const { tags } = (await (await broker.ask("GET", "users/api-v1")).json()) as {
            tags: string[];
        };
        await broker.ask("PUT", "users/api-v0", { password: "x", tags: tags.join() });
        assert.match(await apply({ clients }), /removed the user api-v0/);
    });

    it("says which nodes are missing, run another version, and have no member of a queue", async () => {
        await apply({ queues: { kept: {} } });
        const declaredQueue =
            '#{<<"queues">> => [#{<<"vhost">> => <<"/">>, <<"name">> => <<"NAME">>, <<"arguments">> => #{<<"x-queue-type">> => <<"quorum">>}}]}';
        const differences = (name: string, nodes: number, version: string) =>
            broker.evaluate(
                `lists:join("\\n", topology_nodes:differences(element(2, topology_api:login([topology_api:configured("/run/administrator/0.conf")])), ` +
                    `${declaredQueue.replace("NAME", name)}, ${nodes}, ${version}))`,
            );
        assert.equal(await differences("kept", 1, "unknown"), "");
        assert.match(
            await differences("kept", 3, "unknown"),
            /^the broker is a cluster of 1, and is declared with 3\./,
        );
        assert.match(
            await differences("kept", 1, '<<"4.3.99">>'),
            /^the node alone@localhost runs RabbitMQ 4\.3\.\d+, and its image has 4\.3\.99\./,
        );
        assert.match(
            await differences("lost", 1, "unknown"),
            /^the queue lost has members on 0 of 1 nodes\./,
        );
    });

    it("has an Erlang that compiles the longest patterns that are taken", async () => {
        const repeated = (one: string, length: number) =>
            `lists:duplicate(${Math.floor(length / one.length)}, "${one}")`;
        const compiled = (body: string) =>
            broker.evaluate(`atom_to_list(element(1, re:compile(["^(", ${body}, "x)$"])))`);
        for (const name of ["a|", "orders-1|", "o".repeat(200) + "|"]) {
            assert.match(await compiled(repeated(name, longestPatternOfNames)), /^ok/, name);
        }
        assert.match(await compiled(repeated("[ab]", longestPattern)), /^ok/);
        assert.match(await compiled(repeated("a|", 2 * longestPatternOfNames)), /^error/);
    });

    it("declares a queue once more that RabbitMQ could not start, and only told its log so", async () => {
        // Something has the queue's place until RabbitMQ has tried to start it.
        await broker.ctl(
            "eval",
            `erlang:spawn(fun() ->
                erlang:register('%2F_slow', erlang:self()),
                erlang:trace_pattern({rabbit_quorum_queue, declare, '_'}, [{'_', [], [{return_trace}]}]),
                erlang:trace(all, true, [call]),
                receive {trace, _, return_from, _, Failed} -> persistent_term:put(failed, Failed) end
            end).`,
        );
        const binding = { exchange: "events", queue: "slow", routingKey: "slow" };
        await apply({
            queues: { slow: {} },
            exchanges: { events: {} },
            bindings: { slow: binding },
        });
        assert.match(
            await broker.ctl("eval", "persistent_term:get(failed, none)."),
            /cluster_not_formed/,
        );
        assert.ok((await queues()).includes("slow"));
        assert.deepEqual(await keys(), ["slow"]);
    });

    it("imports a thousand queues of several virtual hosts in parts, and finds nothing to do the next time", async () => {
        const plain: Queue = { type: QueueType.Classic, deadLetterQueue: false };
        const named = (count: number, queue: Queue) =>
            Object.fromEntries(Array.from({ length: count }, (_, i) => [`q${i}`, queue]));
        const virtualHosts = {
            many: { queues: named(850, plain) },
            limited: { queues: named(150, { ...plain, maxLength: 9 }) },
        };
        for (const left of await queues()) {
            await broker.ask("DELETE", `queues/%2F/${left}`);
        }
        await apply({ virtualHosts });
        for (const [host, queued, policies] of [
            ["many", 850, 0],
            ["limited", 150, 150],
        ] as const) {
            assert.equal((await broker.names(`queues/${host}?disable_stats=true`)).length, queued);
            assert.equal((await broker.names(`policies/${host}`)).length, policies);
        }
        assert.equal(await apply({ virtualHosts }), "the broker has all that is declared");
        assert.equal(await restore({ virtualHosts }), "the broker has all that is declared");
        await broker.ask("DELETE", "vhosts/many");
        await broker.ask("DELETE", "vhosts/limited");
    });

    describe("before an image replaces a node", () => {
        const plugins = ["rabbitmq_management", "rabbitmq_prometheus"];
        before(() => apply({}));

        it("lets one go that has all parts and a version that can follow", async () => {
            const { exitCode, all } = await broker.lookAtImage(plugins);
            assert.equal(exitCode, 0, all);
            assert.match(
                all,
                /shop\/rabbitmq:stable is RabbitMQ 4\.3\.\d+(-\d+)? and has all parts$/,
            );
            const next = await broker.lookAtImage(plugins, { version: "4.4.0", plugins });
            assert.equal(next.exitCode, 0, next.all);
        });

        it("refuses a version that cannot follow the one that a node says it runs, and plugins that are missing", async () => {
            const { exitCode, all } = await broker.lookAtImage(plugins, {
                version: "4.5.1",
                plugins: ["rabbitmq_prometheus"],
            });
            assert.equal(exitCode, 1);
            const [missing, jump, ...others] = all.split("\n");
            assert.match(
                missing!,
                /^image: shop\/rabbitmq:stable has no plugin rabbitmq_management\. /,
            );
            assert.match(
                jump!,
                /^image cannot go from RabbitMQ 4\.3\.\d+ to 4\.5\.1: only the next minor version can follow\. Go to 4\.4 first\.$/,
            );
            assert.deepEqual(others, []);
        });

        it("refuses one that is too old, whatever its name says", async () => {
            const { exitCode, all } = await broker.lookAtImage([], {
                version: "4.2.9",
                plugins: [],
            });
            assert.equal(exitCode, 1);
            assert.match(
                all,
                /is RabbitMQ 4\.2\.9; allowed: RabbitMQ 4\.3\.1 or newer\. Older ones ask/,
            );
        });

        it("goes by the image alone where no node answers", async () => {
            broker.logsInAs(
                { username: "nobody", password: "nobody" },
                { username: "nobody", password: "x" },
            );
            const { exitCode, all } = await broker.lookAtImage(plugins, {
                version: "4.5.1",
                plugins,
            });
            assert.equal(exitCode, 0, all);
            assert.match(all, /no node says which version it runs: 401/);
        });
    });
});
