import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";
import { kubectl } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow } from "../e2e/load";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";

/** The commit of the version before: the end of the first wave, since nothing has been released yet. */
const former = "d05a725";
const namespace = "e2e-former";

/** What Kubernetes does not change in place: contents under a name of their own, and Jobs. */
const replaced = [
    "ConfigMap::rabbitmq-config",
    "Job::rabbitmq-topology",
    "Secret::rabbitmq-definitions",
];
/** A client has a Secret for each version of its password now. */
const deleted = ["Secret::rabbitmq-orders-api", "Secret::rabbitmq-orders-worker"];

describe("a stack that the version before has made", () => {
    const program = mkdtempSync(join(tmpdir(), "queue-workloads-former-"));
    const then = new Stack(namespace, program);
    const now = new Stack(namespace);

    before(async () => {
        const archive = join(program, "former.tar");
        await execa("git", ["archive", "-o", archive, former], { cwd: projectDir });
        await execa("tar", ["-xf", archive, "-C", program]);
        symlinkSync(join(projectDir, "node_modules"), join(program, "node_modules"));
        await then.initialise();
        const { exitCode, all } = await then.up(configuration());
        assert.equal(exitCode, 0, all);
    });
    after(async () => {
        await now.destroy(configuration());
        then.close();
        now.close();
        rmSync(program, { recursive: true });
    });

    it("keeps everything that has a name elsewhere: what is replaced or deleted is on a short list", async () => {
        const { all } = await now.preview(configuration(), "--json");
        const { steps } = JSON.parse(all.slice(all.indexOf("\n{"))) as { steps: Step[] };
        assert.deepEqual(resources(steps, "replace"), replaced);
        assert.deepEqual(resources(steps, "delete"), deleted);
    });

    it("is updated while messages flow, and none is lost", async () => {
        const ledger = new Ledger(namespace);
        try {
            await grow(ledger, 100, "messages to flow before the update");
            const { exitCode, all } = await now.up(configuration());
            assert.equal(exitCode, 0, all);
            await grow(ledger, 100, "messages to flow after the update");
            await kubectl("scale", "-n", namespace, "deployment/orders-api", "--replicas=0");
            await consumed(ledger);
        } finally {
            ledger.close();
        }
    });
});

interface Step {
    op: string;
    urn: string;
}

/** The kind and the name of each resource that this happens to. */
function resources(steps: Step[], op: string): string[] {
    const urns = steps.filter((step) => step.op === op).map(({ urn }) => urn);
    return urns.map((urn) => urn.slice(urn.lastIndexOf(":", urn.lastIndexOf("::") - 1) + 1)).sort();
}

function configuration(): StackConfiguration {
    const local = smallStack("local");
    const env = { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "50" };
    const one = (workload: object | undefined) => ({ ...workload, replicas: 1, env });
    return {
        ...local,
        namespace,
        createNamespace: true,
        broker: { ...local.broker, replicas: 1 },
        producers: { "orders-api": one(local.producers["orders-api"]) },
        consumers: { "orders-worker": one(local.consumers["orders-worker"]) },
    };
}
