import assert from "node:assert/strict";
import { join } from "node:path";

import { projectDir } from "../../local/paths";
import { Stack, stackFile } from "./stack";

const program = join(projectDir, "test/e2e/violatingProgram");

describe("a preview of prod with two brokers, an open management port and a literal password", () => {
    const stack = new Stack("violations", program);
    let exitCode: number | undefined;
    let output: string;

    before(async () => {
        await stack.initialise();
        const result = await stack.preview(
            { ...stackFile("prod"), namespace: stack.name },
            ...["--policy-pack", join(projectDir, "policy")],
            ...["--policy-pack-config", join(projectDir, "policy/config/prod.json")],
        );
        ({ exitCode, all: output } = result);
    });
    after(() => stack.close());

    it("is blocked by exactly the rules that name these", () => {
        assert.notEqual(exitCode, 0, output);
        const found = output.matchAll(/\[mandatory\]\s+(?:\[severity: \w+\]\s+)?([\w-]+)/g);
        assert.deepEqual([...new Set([...found].map(([, rule]) => rule))].sort(), [
            "pod-no-literal-secret",
            "port-management-private",
            "port-service-type",
            "port-source-ranges",
            "replica-broker-minimum",
            "replica-broker-odd",
        ]);
    });

    it("says what to do, and shows the password nowhere", () => {
        assert.match(output, /spec\.replicas is 2; violations requires at least 3\. Use 3/);
        assert.match(output, /DATABASE_PASSWORD/);
        assert.ok(!output.includes("canary-literal-password"));
    });
});
