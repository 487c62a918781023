import assert from "node:assert/strict";

import type { Pod } from "../e2e/kubernetes";
import { identity, isReady, kubectl, pods } from "../e2e/kubernetes";
import { loginOf } from "../e2e/login";
import { membersOf, messagesIn, rabbitMqCtlOn } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import { joinAnew } from "./joinAnew";

const namespace = "e2e-kept";
const formerPassword = "canary-of-a-former-administrator";
const sixQueues = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, {}]));

describe("a broker whose volumes are kept", () => {
    const stack = new Stack("e2e-kept");
    const configuration = keptBroker();

    before(async () => {
        await stack.initialise();
        await kubectl("create", "namespace", namespace);
        await kubectl(
            ...["create", "secret", "generic", "former-administrator", "-n", namespace],
            `--from-literal=password=${formerPassword}`,
        );
        await succeed(stack.up({ ...configuration, consumers: {} }));
    });
    after(async () => {
        await stack.destroy(configuration);
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    it("is administered by a password of one's own, with which its Job has logged in as well", async () => {
        const { username, password } = await loginOf(namespace, "administrator");
        assert.equal(password, formerPassword);
        const answer = await onNode(0, "authenticate_user", username, formerPassword);
        assert.match(answer, /Success/);
        assert.ok(!(await stack.export()).includes(formerPassword));
    });

    it("goes on untouched where its next image lacks a plugin that is asked for: the update says which", async () => {
        const before = (await pods(namespace, "rabbitmq")).map(identity);
        const additionalPlugins = ["rabbitmq_delayed_message_exchange"];
        const broker = { ...configuration.broker, additionalPlugins };
        const { exitCode, all } = await stack.up({ ...configuration, broker, consumers: {} });
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /has no plugin rabbitmq_delayed_message_exchange\. Use one that has it/);
        assert.deepEqual((await pods(namespace, "rabbitmq")).map(identity), before);
    });

    it("leaves nothing else behind when it is destroyed, and has its messages and lets the new passwords in when it comes back", async () => {
        const before = await waitFor("messages to wait", 120, async () => {
            const waiting = await depth();
            return waiting >= 100 && waiting;
        });
        await succeed(stack.destroy({ ...configuration, consumers: {} }));
        assert.deepEqual(await leftOver(), [
            "secret/former-administrator",
            "persistentvolumeclaim/data-rabbitmq-0",
        ]);
        await succeed(stack.up({ ...configuration, producers: {}, consumers: {} }));
        assert.ok((await depth()) >= before, "the messages are there");
        await succeed(stack.up(configuration));
        await waitFor("the new consumers to read them", 120, async () => (await depth()) === 0);
    });

    it("gets a larger volume without its pod being touched", async () => {
        const before = (await pods(namespace, "rabbitmq")).map(identity);
        configuration.broker["storage"] = { sizeGiB: 3, keepOnDelete: true };
        await succeed(stack.up(configuration));
        const path = "jsonpath={.items[*].spec.resources.requests.storage}";
        assert.equal(await kubectl("get", "pvc", "-n", namespace, "-o", path), "3Gi");
        assert.deepEqual((await pods(namespace, "rabbitmq")).map(identity), before);
    });

    it("grows from one node to three, and every queue gains members, of which each node leads as many", async () => {
        configuration.queues = { ...configuration.queues, ...sixQueues };
        await succeed(stack.up(configuration));
        assert.deepEqual(await led(), [2 * Object.keys(configuration.queues).length]);
        const [first] = (await pods(namespace, "rabbitmq")).map(identity);
        configuration.broker["replicas"] = 3;
        await succeed(stack.up(configuration));
        const grown = (await pods(namespace, "rabbitmq")).map(identity);
        assert.deepEqual(
            grown.find(({ uid }) => uid === first!.uid),
            first,
            "the first node goes on without a restart",
        );
        await waitFor(
            "the queue to have three members",
            120,
            async () => (await members()) === 3,
            members,
        );
        await leadersAlike();
    });

    it("has each node lead as many queues again once all of them have restarted for more memory", async () => {
        configuration.broker["resources"] = {
            ...configuration.broker["resources"]!,
            memoryMiB: 520,
        };
        const before = (await pods(namespace, "rabbitmq")).map(({ metadata }) => metadata.uid);
        await succeed(stack.up(configuration));
        // On a busy cluster Pulumi may look before Kubernetes has, and take the nodes for rolled already.
        await waitFor("all nodes to have restarted", 300, async () => {
            const brokers = await pods(namespace, "rabbitmq");
            const isNew = (pod: Pod) => isReady(pod) && !before.includes(pod.metadata.uid);
            return brokers.length === 3 && brokers.every(isNew);
        });
        await leadersAlike();
    });

    function leadersAlike(): Promise<boolean> {
        const share = (2 * Object.keys(configuration.queues).length) / 3;
        const alike = async () => {
            const numbers = await led();
            return numbers.length === 3 && Math.max(...numbers) <= Math.ceil(share);
        };
        return waitFor("leaders to be on all nodes alike", 120, alike, led);
    }

    // What docs/operations.md says to do, step by step.
    for (const [lost, other] of [
        [2, 0],
        [0, 1],
    ] as const) {
        it(`takes node ${lost} back with an empty volume when its own is lost, and its queues get their member back`, async () => {
            await loseVolume(lost);
            await joinAnew(namespace, lost, other);
            await waitFor("the queue to have three members again", 240, async () => {
                return (await members(other)) === 3;
            });
        });
    }

    it("does not come back with fewer nodes than its volumes know: the pod says how many", async () => {
        await succeed(stack.destroy(configuration));
        const shrunk = { ...configuration.broker, replicas: 1 };
        const path = "jsonpath={.status.initContainerStatuses[0]}";
        const status = () => kubectl("get", "pod", "-n", namespace, "rabbitmq-0", "-o", path);
        const sentence = /replicas is 1, and the volume of this node is of a broker of 3 nodes/;
        const said = async () => sentence.test(await status().catch(() => ""));
        await stack.upKilledAt({ ...configuration, broker: shrunk }, () =>
            waitFor("the pod to say how many", 120, said, status),
        );
        await stack.cancel();
        await succeed(stack.destroy(configuration));
        // What the killed update had made and not written down.
        await kubectl("delete", "all", "--all", "-n", namespace);
        await succeed(stack.up(configuration));
        assert.equal((await pods(namespace, "rabbitmq")).length, 3);
    });
});

/** What is there in the namespace, beside what Kubernetes itself puts into each. */
async function leftOver(): Promise<string[]> {
    const kinds =
        "pods,statefulsets,deployments,jobs,services,configmaps,secrets,serviceaccounts,pdb,networkpolicies,pvc";
    const names = await kubectl("get", kinds, "-n", namespace, "-o", "name");
    const everywhere = ["configmap/kube-root-ca.crt", "serviceaccount/default"];
    return names.split("\n").filter((name) => !everywhere.includes(name));
}

function keptBroker(): StackConfiguration {
    const dev = smallStack("dev");
    const storage = { sizeGiB: 2, keepOnDelete: true };
    const producer = dev.producers["orders-api"]!;
    return {
        ...dev,
        namespace,
        createNamespace: false,
        broker: {
            ...dev.broker,
            storage,
            administrator: { passwordSecret: { name: "former-administrator" } },
        },
        producers: { "orders-api": { ...producer, env: { MESSAGES_PER_SECOND: "50" } } },
    };
}

async function succeed(run: ReturnType<Stack["up"]>): Promise<void> {
    const { exitCode, all } = await run;
    assert.equal(exitCode, 0, all);
}

function depth(): Promise<number> {
    return messagesIn(namespace, "orders");
}

/** How many queues each node leads, dead letter queues included. */
async function led(): Promise<number[]> {
    const leaders = (await onNode(0, "list_queues", "leader", "--silent")).trim().split("\n");
    return [...new Set(leaders)].map((node) => leaders.filter((one) => one === node).length);
}

function members(ordinal = 0): Promise<number> {
    return membersOf(namespace, "orders", ordinal);
}

async function loseVolume(ordinal: number): Promise<void> {
    const pod = `rabbitmq-${ordinal}`;
    await kubectl("delete", "pvc", "-n", namespace, `data-${pod}`, "--wait=false");
    await kubectl("delete", "pod", "-n", namespace, pod, "--force", "--grace-period=0");
}

function onNode(ordinal: number, ...args: string[]): Promise<string> {
    return rabbitMqCtlOn(ordinal, namespace, ...args);
}
