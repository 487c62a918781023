import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";
import { Connection } from "rabbitmq-client";
import { parse } from "yaml";

import { projectDir } from "../../local/paths";
import { applyObjects, kubectl } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import type { PortForward } from "../e2e/portForward";
import { portForward } from "../e2e/portForward";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import type { OldBroker } from "./moving/oldBrokers";
import { bringUp, old, oldBrokers, onOld, takeAway } from "./moving/oldBrokers";

const namespace = "e2e-moved";
const secretName = "old-broker";
const importCommand = join(projectDir, "components/dist/import/command.js");

/** What docs/moving-in.md says to do, step by step. */
for (const broker of oldBrokers) {
    describe(`A broker that came from ${broker.what}`, function () {
        this.timeout(1_200_000);

        const stack = new Stack(namespace);
        const folder = mkdtempSync(join(tmpdir(), "queue-workloads-moving-"));
        let amqp: PortForward;
        let client: Connection;
        let ledger: Ledger;
        let configuration: StackConfiguration;

        before(async function () {
            // The operators are compiled the first time.
            this.timeout(1_800_000);
            await bringUp(broker);
            await kubectl("create", "namespace", namespace);
            ledger = new Ledger(namespace);
            amqp = await portForward(old, `service/${broker.service}`, 5672);
            const { port } = amqp;
            client = new Connection({ hostname: "127.0.0.1", port, ...(await broker.login()) });
            if (broker.manifest === "tutorial") {
                await declareAsApplicationsDo(client);
            }
            await publish(0, 500);
        });
        after(async () => {
            await client.close();
            await amqp.close();
            const { exitCode, all } = await stack.destroy(configuration);
            assert.equal(exitCode, 0, all);
            await kubectl("delete", "namespace", namespace, "--wait=true");
            await takeAway(broker);
            ledger.close();
            stack.close();
            rmSync(folder, { recursive: true });
        });

        it("is imported as the keys of a stack file, without a password", async () => {
            const { stdout, stderr } = await imported(await filesOf(broker));
            const { config } = parse(stdout) as { config: { [key: string]: object } };
            const keys = Object.entries(config).map(([key, value]) => [
                key.replace("queue-workloads:", ""),
                value,
            ]);
            configuration = withConsumer(Object.fromEntries(keys) as StackConfiguration);
            const { password } = await broker.login();
            assert.ok(!(stdout + stderr).includes(password), "the administrator's password");
            assert.deepEqual(Object.keys(configuration.queues), ["parcels"]);
            assert.deepEqual(configuration["bindings"], {
                "parcels-1": { exchange: "shipping", queue: "parcels", routingKey: "parcel.#" },
            });
        });

        it("hands its messages over while others arrive, and none is lost", async () => {
            const { username, password } = await broker.login();
            const uri = `amqp://${username}:${encodeURIComponent(password)}@${broker.service}.${old}.svc/%2F`;
            await applyObjects({
                ...{ apiVersion: "v1", kind: "Secret", metadata: { name: secretName, namespace } },
                stringData: { uri },
            });
            await stack.initialise();
            await up(configuration);
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
            const left = await onOld(
                ...[broker, "rabbitmqctl", "list_queues", "name", "messages"],
                "--silent",
            );
            assert.match(left, /^parcels\t0$/m);
            console.log(
                `      600 published to the old broker, ${parcels().length} consumed, each once`,
            );
        });

        it("is no longer asked once the shovels are removed", async () => {
            const { shovels, ...rest } = configuration.broker;
            assert.deepEqual(Object.keys(shovels as object), ["parcels"]);
            configuration = { ...configuration, broker: rest };
            await up(configuration);
            await waitFor("the shovels to be gone", 60, async () => {
                const parameters = await rabbitMqCtl(namespace, "list_parameters").catch(String);
                return !/shovel|Error/.test(parameters);
            });
        });

        async function up(configured: StackConfiguration): Promise<void> {
            const { exitCode, all } = await stack.up(configured);
            assert.equal(exitCode, 0, all);
        }

        async function filesOf(from: OldBroker): Promise<string[]> {
            const texts = await from.manifests();
            if (from.isExported) {
                await onOld(from, "rabbitmqctl", "export_definitions", "/tmp/definitions.json");
                texts.push(await onOld(from, "cat", "/tmp/definitions.json"));
            }
            return texts.map((text, index) => {
                const file = join(folder, `${index}`);
                writeFileSync(file, text);
                return file;
            });
        }

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
}

/** Small as other tests', and with a consumer that waits for what comes. */
function withConsumer(keys: StackConfiguration): StackConfiguration {
    const { broker } = smallStack("dev");
    return {
        ...keys,
        namespace,
        createNamespace: false,
        broker: { ...broker, ...keys.broker },
        producers: {},
        consumers: {
            "parcels-worker": {
                ...{ image: "consumer:1.0", queue: "parcels", resources: { cpu: "20m" } },
                env: { LOG_LEVEL: "debug" },
            },
        },
    };
}

function imported(files: string[]) {
    return execa("node", [importCommand, "--quorum", "--shovels", secretName, ...files]);
}

async function declareAsApplicationsDo(client: Connection): Promise<void> {
    await client.exchangeDeclare({ exchange: "shipping", type: "topic", durable: true });
    await client.queueDeclare({ queue: "parcels", durable: true });
    await client.queueBind({ exchange: "shipping", queue: "parcels", routingKey: "parcel.#" });
}
