import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { QueueConsumer, RabbitMqBroker } from "../../components/index";
import type { Recording } from "../harness";
import { runProgram } from "../harness";
import { unknown } from "../recorder";
import { isSecret, unwrapSecret } from "../secretEnvelope";
import { valueAt } from "../valueAt";
import { shop, types } from "./shop";

describe("A first preview", () => {
    let preview: Recording;
    let up: Recording;
    before(async () => {
        preview = await runProgram(shop(), { preview: true });
        up = await runProgram(shop());
    });

    it("does not know passwords, and what is made of them", () => {
        const secrets = preview.ofType(types.secret);
        assert.equal(secrets.length, 5);
        for (const { name, inputs } of secrets) {
            assert.ok(isSecret(inputs["stringData"]), name);
            assert.equal(unwrapSecret(inputs["stringData"]), unknown, name);
        }
    });

    it("knows everything else as it will be", () => {
        for (const { type, name, inputs } of up.resources) {
            if (type !== types.secret && type !== types.job) {
                assert.deepEqual(preview.get(type, name).inputs, inputs, `${type}::${name}`);
            }
        }
    });

    it("does not know one thing of the Job: the checksum", () => {
        const job = (of: Recording) =>
            structuredClone(of.get(types.job, "rabbitmq-topology").inputs);
        const [known, guessed] = [job(up), job(preview)];
        const path = ["spec", "template", "spec", "containers", 0, "env", 0];
        const variable = valueAt(guessed, ...path) as { value: string };
        assert.equal(variable.value, unknown);
        assert.match(String(valueAt(known, ...path, "value")), /^[0-9a-f]{64}$/);
        variable.value = String(valueAt(known, ...path, "value"));
        assert.deepEqual(guessed, known);
    });
});

/** An output as of a resource that does not exist yet. */
function unknownOutput<T>(value: T): pulumi.Output<T> {
    const { result } = new RandomPassword(`unknown-${Math.random()}`, { length: 1 });
    return result.apply(() => value);
}

describe("A preview in which what is given is not known yet", () => {
    it("of a namespace and an image, registers the broker", async () => {
        const { get } = await runProgram(
            () => {
                const namespace = unknownOutput("shop");
                new RabbitMqBroker("rabbitmq", { namespace, image: unknownOutput("rabbitmq:4") });
            },
            { preview: true },
        );
        const { inputs } = get(types.statefulSet, "rabbitmq");
        assert.equal(valueAt(inputs, "metadata", "namespace"), unknown);
        const image = valueAt(inputs, "spec", "template", "spec", "containers", 0, "image");
        assert.equal(image, unknown);
        assert.equal(valueAt(inputs, "spec", "replicas"), 1);
    });

    it("of a whole connection, registers the consumer with what it can know", async () => {
        const { get } = await runProgram(
            () => {
                const connection = unknownOutput({ secretName: "x" });
                new QueueConsumer("worker", { connection, queue: "orders", image: "a:1" });
            },
            { preview: true },
        );
        const { inputs } = get(types.deployment, "worker");
        const container = valueAt(inputs, "spec", "template", "spec", "containers", 0);
        assert.equal(valueAt(container, "image"), "a:1");
        assert.equal(valueAt(container, "env"), unknown);
        assert.equal(valueAt(inputs, "spec", "replicas"), 1);
    });
});
