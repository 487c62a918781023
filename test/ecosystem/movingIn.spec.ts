import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";
import { Connection } from "rabbitmq-client";

import { defaultBrokerImage } from "../../components/broker/arguments";
import { projectDir } from "../../local/paths";
import { kubectl } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import type { PortForward } from "../e2e/portForward";
import { portForward } from "../e2e/portForward";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import { waitFor } from "../e2e/waitFor";
import { configuration, namespace, ready } from "./tasks";

const old = "e2e-old";
const deployment = ["-n", old, "deployment/rabbitmq"];
const password = "literal-password";

/** What docs/moving-in.md says to do, step by step. */
describe("a broker that was made from a tutorial's manifest", () => {
    let amqp: PortForward;
    let client: Connection;
    let ledger: Ledger;

    before(async () => {
        await ready();
        ledger = new Ledger(namespace);
        await kubectl("create", "namespace", old);
        await execa("kubectl", ["apply", "-f", "-"], { input: tutorialManifest() });
        await kubectl("rollout", "status", ...deployment, "--timeout=120s");
        // By its log: a rabbitmqctl that comes before the node makes root's Erlang cookie, which the node cannot read.
        await waitFor("the old broker to run", 180, async () =>
            (await kubectl("logs", ...deployment)).includes("Server startup complete"),
        );
        amqp = await portForward(old, "service/rabbitmq", 5672);
        const { port } = amqp;
        client = new Connection({ hostname: "127.0.0.1", port, username: "shop", password });
        await client.exchangeDeclare({ exchange: "shipping", type: "topic", durable: true });
        await client.queueDeclare({ queue: "parcels", durable: true });
        await client.queueBind({ exchange: "shipping", queue: "parcels", routingKey: "parcel.#" });
        await publish(0, 500);
    });
    after(async () => {
        await client.close();
        await amqp.close();
        await kubectl("delete", "namespace", old, "--wait=true");
        ledger.close();
    });

    it("is imported as what the new one declares", async () => {
        await onOld("rabbitmqctl", "export_definitions", "/tmp/definitions.json");
        const definitions = await onOld("cat", "/tmp/definitions.json");
        const command = join(projectDir, "components/dist/import/command.js");
        const { stdout, stderr } = await execa("node", [command, "--quorum", "--program", "-"], {
            input: definitions,
        });
        assert.match(stderr, /user shop: an administrator, left out/);
        const { parcels } = configuration().queues;
        assert.deepEqual(parcels, { deadLetterQueue: false });
        assert.match(stdout, /parcels: \{\s+deadLetterQueue: false\s+\}/);
        assert.match(stdout, /shipping: \{\}/);
        assert.match(stdout, /routingKey: "parcel\.#"/);
    });

    it("hands its messages over while others arrive, and none is lost", async () => {
        await rabbitMqCtl(namespace, "set_parameter", "shovel", "parcels", shovel());
        await publish(500, 100);
        await waitFor(
            "all parcels to be consumed from the new broker",
            120,
            () => parcels().length === 600,
            () => parcels().length,
        );
        const times = parcels().map((id) => ledger.tally.consumed.get(id));
        assert.ok(
            times.every((count) => count === 1),
            "each of them once",
        );
        const left = await onOld("rabbitmqctl", "list_queues", "name", "messages", "--silent");
        assert.match(left, /^parcels\t0$/m);
        await rabbitMqCtl(namespace, "clear_parameter", "shovel", "parcels");
    });

    async function publish(from: number, number: number): Promise<void> {
        const publisher = client.createPublisher({ confirm: true });
        for (let i = from; i < from + number; i++) {
            const message = { messageId: `parcel-${i}`, durable: true };
            await publisher.send(
                { ...message, exchange: "shipping", routingKey: "parcel.new" },
                {},
            );
        }
        await publisher.close();
    }

    function parcels(): string[] {
        return [...ledger.tally.consumed.keys()].filter((id) => id.startsWith("parcel-"));
    }
});

function tutorialManifest(): string {
    const file = join(projectDir, "examples/moving-in/tutorial-broker.yaml");
    return readFileSync(file, "utf8")
        .replaceAll("namespace: old", `namespace: ${old}`)
        .replace(/image: .*/, `image: ${defaultBrokerImage}`);
}

function onOld(...command: string[]): Promise<string> {
    return kubectl("exec", ...deployment, "--", ...command);
}

function shovel(): string {
    return JSON.stringify({
        "src-protocol": "amqp091",
        "src-uri": `amqp://shop:${password}@rabbitmq.${old}.svc`,
        "src-queue": "parcels",
        "dest-protocol": "amqp091",
        "dest-uri": "amqp://",
        "dest-queue": "parcels",
        "ack-mode": "on-confirm",
    });
}
