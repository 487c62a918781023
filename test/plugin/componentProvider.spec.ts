import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type * as pulumi from "@pulumi/pulumi";

import { projectDir } from "../../local/paths";
import { ComponentProvider } from "../../plugin/componentProvider";
import { orders, types } from "../components/shop";
import { billing } from "../components/team/billing";
import { runFailing, runProgram } from "../harness";

const schema = JSON.parse(
    readFileSync(join(projectDir, "components/schema.json"), "utf8"),
) as unknown;

const provider = new ComponentProvider();
const connection = { secretName: "orders", queues: ["orders"] };
const workload = { image: "shop/app:1.0.0", queue: "orders", connection };
const minimal: { [type: string]: pulumi.Inputs } = {
    [types.broker]: { ...orders },
    [types.topology]: { ...billing },
    [types.producer]: workload,
    [types.consumer]: workload,
};

describe("the plugin", () => {
    it("hands out the committed schema", () => {
        assert.deepEqual(JSON.parse(provider.schema), schema);
    });

    it("makes every component of the schema, and answers with the outputs that it promises", async () => {
        const { resources } = schema as {
            resources: { [type: string]: { properties: { [name: string]: unknown } } };
        };
        for (const [type, { properties }] of Object.entries(resources)) {
            const answers: { [name: string]: unknown }[] = [];
            const recording = await runProgram(async () => {
                const { state } = await provider.construct("one", type, minimal[type]!, {});
                answers.push(state);
            });
            assert.equal(recording.get(type, "one").type, type);
            assert.deepEqual(Object.keys(answers[0]!).sort(), Object.keys(properties).sort());
        }
    });

    it("refuses bad arguments with every problem, before it has made anything", async () => {
        const { error, resources } = await runFailing(() =>
            provider.construct("one", types.broker, { replicas: 2, drainTimeoutSeconds: 0 }, {}),
        );
        assert.match(
            error.message,
            /has 2 problems:\n {2}replicas is 2;[^]*\n {2}drainTimeoutSeconds is 0;/,
        );
        assert.deepEqual(
            resources.map(({ type }) => type),
            [types.broker],
        );
    });

    it("says which components there are when it is asked for another one", async () => {
        await assert.rejects(
            provider.construct("one", "queue-workloads:index:Binding", {}, {}),
            /There is no component queue-workloads:index:Binding; there are .*RabbitMqBroker/,
        );
    });
});
