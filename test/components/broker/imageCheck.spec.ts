import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { RabbitMqBrokerArgs } from "../../../components/index";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { shop, types } from "../shop";

const made = (broker: RabbitMqBrokerArgs) => runProgram(shop({ broker }));
const names = async (broker: RabbitMqBrokerArgs) =>
    (await made(broker)).ofType(types.job).map(({ name }) => name);

const digest = `sha256:${"0badc0de".repeat(8)}`;

describe("The look at an image before nodes run it", () => {
    it("is left out where its name says all", async () => {
        for (const image of ["rabbitmq:4.3.6", "docker.io/library/rabbitmq:4.3.6-management"]) {
            assert.deepEqual(await names({ image }), ["rabbitmq-topology"]);
        }
    });

    it("is taken where it is unknown, named by a digest, without a version or not official, and where plugins are asked for", async () => {
        const looked: RabbitMqBrokerArgs[] = [
            { image: pulumi.output("rabbitmq:4.3.6") },
            { image: `rabbitmq@${digest}` },
            { image: `rabbitmq:4.3.6-management@${digest}` },
            { image: "rabbitmq:management" },
            { image: "mirror.shop/rabbitmq:4.3.6" },
            { additionalPlugins: ["rabbitmq_shovel"] },
        ];
        for (const broker of looked) {
            assert.deepEqual((await names(broker)).sort(), ["rabbitmq-image", "rabbitmq-topology"]);
        }
    });

    it("comes before the nodes, in the image itself, with what it needs to ask them and all plugins that they want", async () => {
        const recording = await made({
            image: "shop/rabbitmq:stable",
            additionalPlugins: ["rabbitmq_shovel"],
            protocols: { mqtt: {} },
            tls: { secretName: "tls" },
        });
        const { inputs } = recording.get(types.job, "rabbitmq-image");
        const pod = valueAt(inputs, "spec", "template", "spec") as object;
        const variables = valueAt(pod, "containers", 0, "env") as { name: string; value: string }[];
        const plugins = variables.find(({ name }) => name === "PLUGINS")!.value;
        assert.equal(valueAt(pod, "containers", 0, "image"), "shop/rabbitmq:stable");
        assert.deepEqual(plugins.split(" "), [
            ...["rabbitmq_management", "rabbitmq_mqtt", "rabbitmq_peer_discovery_k8s"],
            ...["rabbitmq_prometheus", "rabbitmq_shovel"],
        ]);
        assert.deepEqual(
            (valueAt(pod, "volumes") as { name: string }[]).map(({ name }) => name),
            ["administrator", "reconciler", "tls"],
        );
        const nodes = recording.get(types.statefulSet, "rabbitmq");
        assert.ok(nodes.dependencies.includes(`${types.job}::rabbitmq-image`));
    });
});
