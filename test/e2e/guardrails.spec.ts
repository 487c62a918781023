import assert from "node:assert/strict";

import { kubectl } from "./kubernetes";
import type { StackConfiguration } from "./stack";
import { Stack, stackFile } from "./stack";

/** Previews of the shipped environments on the local cluster, with their policies; nothing is made. */
describe("an environment's guardrails", () => {
    for (const environment of ["local", "dev", "staging", "prod"]) {
        it(`let the shipped stack ${environment} pass`, async () => {
            const { exitCode, all } = await guarded(environment, stackFile(environment));
            assert.equal(exitCode, 0, all);
        });
    }

    it("stop two broker replicas before anything is made, with the fix", async () => {
        const prod = stackFile("prod");
        prod.broker["replicas"] = 2;
        const { exitCode, all } = await guarded("prod", prod);
        assert.notEqual(exitCode, 0);
        assert.match(all, /broker\.replicas is 2; allowed: 1, 3, 5, 7\. Use 3/);
    });

    it("stop one broker replica in prod, with the fix", async () => {
        const prod = stackFile("prod");
        prod.broker["replicas"] = 1;
        const { exitCode, all } = await guarded("prod", prod);
        assert.notEqual(exitCode, 0);
        assert.match(all, /\[mandatory\].*replica-broker-minimum/);
    });

    it("stop a mistake in several keys at once, and make nothing", async () => {
        const staging = { ...stackFile("staging"), namespace: "never-made", createNamespace: true };
        staging.broker["replica"] = 3;
        staging.producers["orders-api"]!.queue = "order";
        const stack = new Stack("guardrails");
        await stack.initialise();
        const { exitCode, all } = await stack.up(staging);
        stack.close();
        assert.notEqual(exitCode, 0);
        assert.match(all, /queue-workloads:broker\.replica is not a known key/);
        assert.match(
            all,
            /queue-workloads:producers\.orders-api\.queue is "order"; allowed: orders/,
        );
        const namespaces = await kubectl("get", "namespaces", "-o", "name");
        assert.ok(!namespaces.includes("never-made"));
    });
});

/** In a namespace of its own: where another stack has an object of the same name, a dry run is one of an update. */
async function guarded(environment: string, configuration: StackConfiguration) {
    const stack = new Stack(`guarded-${environment}`);
    await stack.initialise();
    const config = `policy/config/${environment}.json`;
    const result = await stack.preview(
        { ...configuration, namespace: stack.name },
        ...["--policy-pack", "policy", "--policy-pack-config", config],
    );
    stack.close();
    return result;
}
