import assert from "node:assert/strict";
import { isIPv4, isIPv6 } from "node:net";

import { execa } from "execa";

import { firstNode } from "../../local/cluster/clusterNode";
import { ipFamilies } from "../../local/cluster/ipFamilies";
import { inNamespace } from "../../local/cluster/namespaces";
import { identity, kubectl, pods } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow, stopProducing } from "../e2e/load";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";

const namespace = "e2e-ip-families";
const stack = new Stack(namespace);
/** What is asked over HTTP, by port. */
const pages = { 15672: "/", 15692: "/metrics" };

/** Stack `local`, with what else is said of its broker. */
function configuration(broker: object, rotation = {}): StackConfiguration {
    const local = smallStack("local");
    const env = { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "50" };
    const changed = (named: StackConfiguration["producers"]) =>
        Object.fromEntries(
            Object.entries(named).map(([name, one]) => [name, { ...one, ...rotation, env }]),
        );
    return {
        ...local,
        namespace,
        broker: { ...local.broker, ...broker },
        producers: changed(local.producers),
        consumers: changed(local.consumers),
    };
}

async function apply(changed: StackConfiguration): Promise<void> {
    const { exitCode, all } = await stack.up(changed);
    assert.equal(exitCode, 0, all);
}

/** What follows from the addresses of the cluster that there is; for others it is left out. */
const describeWhere = (suits: boolean) => (suits ? describe : describe.skip);

describeWhere(!ipFamilies.includes("IPv4"))("a cluster whose pods have IPv6 addresses only", () => {
    const broker = {
        ipFamily: "IPv6",
        service: {
            type: "NodePort",
            ipFamilyPolicy: "PreferDualStack",
            sourceRanges: ["fd00:10::/32"],
        },
    };
    before(() => stack.initialise());
    after(() => removeStack(configuration(broker)));

    it("has three brokers, a producer and consumers, and messages flow", async () => {
        await apply(configuration(broker));
        const addresses = await fieldsOf("pods", "{.items[*].status.podIPs[*].ip}");
        assert.ok(addresses.length >= 7);
        assert.ok(addresses.every(isIPv6), addresses.join(" "));
        const ledger = new Ledger(namespace);
        await grow(ledger, 100, "messages to flow").finally(() => ledger.close());
    });

    it("has brokers that talk IPv6 to each other", async () => {
        assert.equal(await peers(), "[inet6,inet6]");
    });

    it("is served by every port of the broker's Service, which is not refused for asking for two families", async () => {
        const addresses = await fieldsOf("service/rabbitmq", "{.spec.clusterIPs[*]}");
        assert.deepEqual(addresses.map(isIPv6), [true]);
        await eachServes(addresses);
    });

    it("lets in who comes from outside by a port of its nodes", async () => {
        const [port] = await fieldsOf(
            "service/rabbitmq-external",
            '{.spec.ports[?(@.name=="amqp")].nodePort}',
        );
        assert.equal(await amqpAnswer(firstNode.addresses[0]!, port!), "connection.start");
    });

    it("loses no message in a rotation of credentials, and restarts no broker", async () => {
        const before = (await pods(namespace, "rabbitmq")).map(identity);
        const ledger = new Ledger(namespace);
        try {
            await grow(ledger, 100, "messages to flow before");
            await apply(configuration(broker, { credentialVersion: 2 }));
            await grow(ledger, 100, "messages to flow after");
            await stopProducing(namespace);
            await consumed(ledger);
            assert.deepEqual(ledger.lost(), []);
        } finally {
            ledger.close();
        }
        assert.deepEqual((await pods(namespace, "rabbitmq")).map(identity), before);
    });
});

describeWhere(ipFamilies.length === 2)(
    "a cluster whose pods have addresses of both families",
    () => {
        const broker = { service: { ipFamilyPolicy: "PreferDualStack" } };
        before(() => stack.initialise());
        after(() => removeStack(configuration(broker)));

        it("has three brokers, a producer and consumers, and messages flow", async () => {
            await apply(configuration(broker));
            const ledger = new Ledger(namespace);
            await grow(ledger, 100, "messages to flow").finally(() => ledger.close());
            assert.equal(await peers(), "[inet,inet]");
        });

        it("is served by every port of the broker's Service at an address of each family", async () => {
            const addresses = await fieldsOf("service/rabbitmq", "{.spec.clusterIPs[*]}");
            assert.equal(addresses.length, 2);
            assert.ok(isIPv4(addresses[0]!) && isIPv6(addresses[1]!), addresses.join(" "));
            await eachServes(addresses);
        });
    },
);

async function removeStack(of: StackConfiguration): Promise<void> {
    await stack.destroy(of);
    stack.close();
}

async function fieldsOf(object: string, path: string): Promise<string[]> {
    const text = await kubectl("get", object, "-n", namespace, "-o", `jsonpath=${path}`);
    return text.split(" ");
}

/** The families of the addresses at which the first broker talks to the others. */
async function peers(): Promise<string> {
    const nodes = "{N, P} <- erlang:system_info(dist_ctrl), lists:member(N, nodes())";
    const family = "{ok, {A, _}} = inet:peername(P), case size(A) of 8 -> inet6; 4 -> inet end";
    const families = await rabbitMqCtl(namespace, "eval", `[begin ${family} end || ${nodes}].`);
    return families.trim();
}

/** AMQP, the management and the metrics answer at each address. */
async function eachServes(addresses: string[]): Promise<void> {
    for (const address of addresses) {
        assert.equal(await amqpAnswer(address, "5672"), "connection.start", address);
        for (const [port, page] of Object.entries(pages)) {
            const question = `GET ${page} HTTP/1.1\r\nHost: broker\r\nConnection: close\r\n\r\n`;
            const answer = await say(address, port, question);
            assert.match(answer.toString("latin1"), /^HTTP\/1\.\d 200 /, `${address} ${port}`);
        }
    }
}

async function amqpAnswer(address: string, port: string): Promise<string> {
    const answer = await say(address, port, "AMQP\x00\x00\x09\x01");
    // Class 10, method 10, after the header of the frame.
    return answer.subarray(7, 11).toString("hex") === "000a000a"
        ? "connection.start"
        : answer.toString("latin1");
}

/** What is answered to somebody on the first node of Kubernetes. */
async function say(address: string, port: string, text: string): Promise<Buffer> {
    const host = isIPv6(address) ? `[${address}]` : address;
    // A broker takes a side that is closed for the whole connection.
    const call = inNamespace("socat", [
        "-t2",
        "-",
        `TCP:${host}:${port},connect-timeout=5,shut-none`,
    ]);
    const { stdout } = await execa(...call, { input: text, encoding: "buffer", reject: false });
    return Buffer.from(stdout);
}
