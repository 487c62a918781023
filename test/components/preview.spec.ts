import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";

import { QueueConsumer, RabbitMqBroker } from "../../components/index";
import type { Recording } from "../harness";
import { runProgram } from "../harness";
import { unknown } from "../recorder";
import { isSecret, unwrapSecret } from "../secretEnvelope";
import { valueAt } from "../valueAt";
import { secretContents } from "./secretContents";
import { shop, types } from "./shop";

describe("A first preview", () => {
    let preview: Recording;
    let up: Recording;
    before(async () => {
        preview = await runProgram(shop(), { preview: true });
        up = await runProgram(shop());
    });

    it("does not know passwords, and what is made of them", () => {
        const contents = secretContents(preview);
        assert.equal(contents.length, 6);
        for (const [name, content] of contents) {
            assert.ok(isSecret(content), name);
            assert.equal(unwrapSecret(content), unknown, name);
        }
    });

    it("knows everything else as it will be", () => {
        for (const { type, name, inputs } of up.resources) {
            if (type !== types.secret && type !== types.secretPatch) {
                assert.deepEqual(preview.get(type, name).inputs, inputs, `${type}::${name}`);
            }
        }
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
