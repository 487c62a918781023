import assert from "node:assert/strict";

import { identity, kubectl, pods } from "./kubernetes";
import { sparingConsumers } from "./load";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { apply, configuration, namespace, ready, shop } from "./shop";
import type { StackConfiguration } from "./stack";

describe("a running broker", () => {
    before(ready);

    it("does not get smaller volumes: the preview fails and says so", async () => {
        const smaller = withBroker({ storage: { sizeGiB: 1, keepOnDelete: false } });
        Object.assign(smaller.broker, { resources: { cpu: "50m", memoryMiB: 384 } });
        const { exitCode, all } = await shop.preview(smaller);
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /field can not be less than|forbidden/i);
    });

    it("does not get fewer nodes, an older version or another type of queue: the preview says what to do", async () => {
        const refusals: [StackConfiguration, RegExp][] = [
            [withBroker({ replicas: 1 }), /replicas cannot go from 3 to 1.*Keep 3/],
            [
                withBroker({ image: "rabbitmq:4.9.0-management" }),
                /image cannot go from RabbitMQ 4\.3\.6 to 4\.9\.0.*Go to 4\.4 first/,
            ],
            [withQueues({ orders: { type: "classic" } }), /queue orders is of type quorum/],
        ];
        for (const [configured, reason] of refusals) {
            const { exitCode, all } = await shop.preview(configured);
            assert.notEqual(exitCode, 0, all);
            assert.match(all, reason);
        }
    });

    it("takes other limits for a living queue, without a restart or a new queue", async () => {
        const before = (await pods(namespace, "rabbitmq")).map(identity);
        await apply(withQueues({ orders: { deliveryLimit: 9, maxLength: 100_000 } }));
        const policies = await rabbitMqCtl(namespace, "list_policies", "--silent");
        assert.match(policies, /queue-workloads\.queue\.orders.*"delivery-limit":9/);
        assert.match(policies, /"max-length":100000/);
        assert.deepEqual((await pods(namespace, "rabbitmq")).map(identity), before);
    });

    it("takes more memory node by node, and less again, and no message is lost and no consumer restarts", async () => {
        const fault = "all brokers restart one after the other, for more memory and for less";
        await sparingConsumers(fault, async () => {
            await apply(withBroker({ resources: { cpu: "50m", memoryMiB: 640 } }));
            await rolled();
            assert.equal(await memoryLimits(), "640Mi 640Mi 640Mi");
            await apply();
            await rolled();
        });
    });
});

/** The official plugin may take the state before the update for its end, because it does not look at `observedGeneration`. */
function rolled(): Promise<string> {
    return kubectl("rollout", "status", "-n", namespace, "statefulset/rabbitmq", "--timeout=300s");
}

function memoryLimits(): Promise<string> {
    const path = "jsonpath={.items[*].spec.containers[0].resources.limits.memory}";
    return kubectl(
        ...["get", "pods", "-n", namespace, "-o", path],
        ...["-l", "app.kubernetes.io/component=rabbitmq"],
    );
}

function withBroker(changes: { [key: string]: unknown }): StackConfiguration {
    const changed = configuration();
    Object.assign(changed.broker, changes);
    return changed;
}

function withQueues(queues: { [name: string]: object }): StackConfiguration {
    return { ...configuration(), queues };
}
