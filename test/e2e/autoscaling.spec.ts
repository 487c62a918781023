import assert from "node:assert/strict";

import { Connection } from "rabbitmq-client";

import { installKedaKinds, removeKedaKinds } from "./kedaKinds";
import { kubectl, pods, secretValues } from "./kubernetes";
import { type Login, loginOf } from "./login";
import { managementRequest } from "./managementApi";
import type { PortForward } from "./portForward";
import { portForward } from "./portForward";
import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";
import { waitFor } from "./waitFor";

const namespace = "e2e-autoscaling";
const stack = new Stack(namespace);
const resources = { cpu: "20m" };

/** A consumer that takes 20 seconds for each message, and a producer of 200 whose time never comes. */
function configuration(): StackConfiguration {
    const local = smallStack("local");
    return {
        ...local,
        namespace,
        createNamespace: true,
        broker: { ...local.broker, replicas: 1 },
        virtualHosts: { other: { queues: { orders: {} } } },
        producers: {
            "orders-api": {
                queue: "orders",
                image: "producer:1.0",
                schedule: { cron: "0 0 1 1 *" },
                env: { MESSAGE_COUNT: "200", MESSAGES_PER_SECOND: "200" },
                resources,
            },
        },
        consumers: {
            "orders-worker": {
                queue: "orders",
                image: "consumer:1.0",
                autoscaling: { minReplicas: 0, maxReplicas: 2, messagesPerReplica: 100 },
                env: { HANDLER_MILLISECONDS: "20000" },
                resources,
            },
        },
    };
}

/** The same with two pods of the consumer, whatever the queue. */
function unscaled(): StackConfiguration {
    const fixed = configuration();
    const consumer = { ...fixed.consumers["orders-worker"], autoscaling: undefined, replicas: 2 };
    return { ...fixed, consumers: { "orders-worker": consumer } };
}

/** The same with other pods, which the autoscaler goes on to count. */
function slower(): StackConfiguration {
    const changed = configuration();
    changed.consumers["orders-worker"]!.env = { HANDLER_MILLISECONDS: "15000" };
    return changed;
}

async function apply(changed: StackConfiguration): Promise<void> {
    const { exitCode, all } = await stack.up(changed);
    assert.equal(exitCode, 0, all);
}

/** The parts of KEDA's objects that it uses to ask for the length of a queue. */
interface Scaling {
    trigger: { metadata: { queueName: string; vhostName: string; value: string } };
    credentials: Login & { host: string };
}

/** Follows the references as KEDA does: ScaledObject, TriggerAuthentication, Secret. */
async function scaling(): Promise<Scaling> {
    const spec = async <T>(kind: string, name: string) => {
        const text = await kubectl("get", kind, "-n", namespace, name, "-o", "json");
        return (JSON.parse(text) as { spec: T }).spec;
    };
    const { triggers } = await spec<{
        triggers: (Scaling["trigger"] & { authenticationRef: { name: string } })[];
    }>("scaledobject", "orders-worker");
    const [trigger] = triggers;
    const { secretTargetRef } = await spec<{
        secretTargetRef: { parameter: string; name: string; key: string }[];
    }>("triggerauthentication", trigger!.authenticationRef.name);
    const values = await Promise.all(
        secretTargetRef.map(async ({ parameter, name, key }) => {
            const value = (await secretValues(namespace, name))[key];
            return [parameter, value] as const;
        }),
    );
    const credentials = Object.fromEntries(values) as unknown as Scaling["credentials"];
    return { trigger: trigger!, credentials };
}

async function scaleTo(replicas: number): Promise<void> {
    await kubectl("scale", "-n", namespace, "deployment/orders-worker", `--replicas=${replicas}`);
}

async function uids(): Promise<string[]> {
    const kept = [...(await pods(namespace, "rabbitmq")), ...(await pods(namespace, "consumer"))];
    return kept.map(({ metadata }) => metadata.uid).sort();
}

async function replicas(): Promise<number> {
    const path = "jsonpath={.spec.replicas}";
    return Number(await kubectl("get", "-n", namespace, "deployment/orders-worker", "-o", path));
}

describe("a consumer with autoscaling, on a cluster that knows KEDA's kinds", () => {
    let management: PortForward;
    let amqp: PortForward;
    let keda: Scaling;

    before(async () => {
        await installKedaKinds();
        await stack.initialise();
        await apply(unscaled());
        assert.equal(await replicas(), 2);
        await apply(configuration());
        management = await portForward(namespace, "service/rabbitmq", 15672);
        amqp = await portForward(namespace, "service/rabbitmq", 5672);
        keda = await scaling();
    });
    after(async () => {
        await scaleTo(0);
        await Promise.all([management.close(), amqp.close()]);
        await stack.destroy(configuration());
        await removeKedaKinds();
        stack.close();
    });

    /** Asks the management API as the autoscaler's user. */
    function ask(method: string, path: string, body?: object): Promise<Response> {
        return managementRequest(management.port, keda.credentials, method, path, body);
    }

    /** The request and the fields of KEDA's scaler `rabbitmq` in mode QueueLength over HTTP. */
    async function queue() {
        const { vhostName, queueName } = keda.trigger.metadata;
        const path = `queues/${encodeURIComponent(vhostName)}/${encodeURIComponent(queueName)}`;
        const response = await ask("GET", path);
        assert.equal(response.status, 200, await response.clone().text());
        return (await response.json()) as { messages: number; messages_unacknowledged: number };
    }

    it("has one pod from the moment that its number is given up until KEDA sets the next", async () => {
        assert.equal(await replicas(), 1);
    });

    it("leads KEDA to the broker's management API", () => {
        assert.equal(keda.credentials.host, `http://rabbitmq.${namespace}.svc:15672`);
        assert.equal(keda.credentials.username, "autoscaler-v1");
    });

    it("tells KEDA how many messages wait", async () => {
        await scaleTo(0);
        await kubectl("create", "job", "-n", namespace, "--from=cronjob/orders-api", "batch");
        const seen = await waitFor("the queue's length", 120, async () => {
            const { messages } = await queue();
            return messages === 200 && messages;
        });
        assert.equal(Math.ceil(seen / Number(keda.trigger.metadata.value)), 2, "pods");
    });

    it("tells KEDA of messages that are being processed as well", async () => {
        await scaleTo(1);
        const { messages } = await waitFor("messages to be processed", 120, async () => {
            const answer = await queue();
            return answer.messages_unacknowledged === 50 && answer;
        });
        assert.equal(messages, 200);
    });

    it("keeps the number of pods that the autoscaler has set", async () => {
        await scaleTo(2);
        const { exitCode, all } = await stack.preview(configuration(), "--expect-no-changes");
        assert.equal(exitCode, 0, all);
        await apply(slower());
        assert.equal(await replicas(), 2);
    });

    const refused: [what: string, method: string, path: string, body?: object][] = [
        [
            "read messages",
            "POST",
            "queues/%2F/orders/get",
            { count: 1, ackmode: "ack_requeue_true", encoding: "auto" },
        ],
        [
            "publish",
            "POST",
            "exchanges/%2F/orders/publish",
            { properties: {}, routing_key: "orders", payload: "x", payload_encoding: "string" },
        ],
        ["purge a queue", "DELETE", "queues/%2F/orders/contents"],
        ["delete a queue", "DELETE", "queues/%2F/orders"],
        ["declare a queue", "PUT", "queues/%2F/mine", { durable: true }],
        ["set a policy", "PUT", "policies/%2F/mine", { pattern: ".*", definition: {} }],
        ["list users", "GET", "users"],
        ["read the definitions", "GET", "definitions"],
        ["look at the nodes", "GET", "nodes"],
    ];
    for (const [what, method, path, body] of refused) {
        it(`does not let KEDA ${what}`, async () => {
            const response = await ask(method, path, body);
            const text = await response.text();
            assert.ok([400, 401, 403].includes(response.status), `${response.status} ${text}`);
            assert.match(text, /not_authorised|access.refused/i);
        });
    }

    it("does not let KEDA look into another virtual host, and does not tell that it is there", async () => {
        const hidden = "queues/other/orders";
        const administrator = await loginOf(namespace, "administrator");
        const seen = await managementRequest(management.port, administrator, "GET", hidden);
        assert.equal(seen.status, 200);
        assert.equal((await ask("GET", hidden)).status, 404);
        const listed = (await (await ask("GET", "queues")).json()) as { vhost: string }[];
        assert.deepEqual([...new Set(listed.map(({ vhost }) => vhost))], ["/"]);
    });

    it("does not let KEDA use a queue over AMQP", async () => {
        const { username, password } = keda.credentials;
        const connection = new Connection({
            ...{ hostname: "127.0.0.1", port: amqp.port, username, password },
        });
        connection.on("error", () => {});
        try {
            for (const attempt of [
                () => connection.basicGet({ queue: "orders" }),
                () => connection.queueDeclare({ queue: "orders", passive: true }),
                () => connection.queuePurge({ queue: "orders" }),
            ]) {
                await assert.rejects(attempt(), /ACCESS_REFUSED|access.*refused/i);
            }
        } finally {
            await connection.close();
        }
    });

    it("leads KEDA to a new user after a rotation, and touches no pod", async () => {
        await waitFor("the consumers that were scaled away to end", 60, async () => {
            return (await pods(namespace, "consumer")).length === (await replicas());
        });
        const before = await uids();
        const rotated = slower();
        rotated.broker["autoscaler"] = { credentialVersion: 2 };
        await apply(rotated);
        keda = await scaling();
        assert.equal(keda.credentials.username, "autoscaler-v2");
        await queue();
        assert.deepEqual(await uids(), before);
    });
});
