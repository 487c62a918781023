import assert from "node:assert/strict";

import type { BrokerAccess } from "../../components/index";
import { applyObjects, kubectl, pods, restarts } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { waitFor } from "../e2e/waitFor";
import { rabbitMqCluster } from "./operators/rabbitMqCluster";
import { clusterOperator, clusterOperatorVersion } from "./operators/rabbitMqOperators";
import { ConfiguredStack } from "./teams/configuredStack";

const operated = "e2e-operated";
const shipping = "e2e-freight";
const cluster = "hare";

/** As a person writes it down who knows nothing but the name of the RabbitmqCluster. */
const broker: BrokerAccess = {
    host: `${cluster}.${operated}.svc`,
    namespace: operated,
    administratorSecretName: `${cluster}-default-user`,
};

describe(`a broker that RabbitMQ's cluster operator ${clusterOperatorVersion} runs`, function () {
    this.timeout(1_200_000);

    const operator = clusterOperator();
    const stack = new ConfiguredStack(shipping, "team", {
        ...{ namespace: shipping, isTenant: false, credentialVersion: 1 },
        ...{ producers: 1, consumers: 2, broker },
    });
    let ledger: Ledger;

    before(async function () {
        // The operator is compiled the first time.
        this.timeout(1_800_000);
        await operator.install();
        await applyObjects(
            { apiVersion: "v1", kind: "Namespace", metadata: { name: operated } },
            rabbitMqCluster(operated, cluster, 3),
        );
        const ready = ["--for=condition=AllReplicasReady", `rabbitmqcluster/${cluster}`];
        await kubectl("wait", "-n", operated, "--timeout=300s", ...ready);
        await stack.initialise();
        await stack.up();
        ledger = new Ledger(shipping);
    });
    after(async () => {
        ledger.close();
        await stack.destroy();
        await kubectl("delete", "-n", operated, `rabbitmqcluster/${cluster}`, "--wait=true");
        await kubectl("delete", "namespace", operated, "--wait=true");
        await operator.remove();
        stack.close();
    });

    const grow = (by: number) => {
        const { confirmed, consumed } = ledger.tally;
        const wanted = [confirmed.size + by, consumed.size + by] as const;
        return waitFor(
            `${by} more messages`,
            120,
            () => confirmed.size >= wanted[0] && consumed.size >= wanted[1],
            () => ledger.summary(),
        );
    };

    it("serves the workloads of a topology, which is written down", async () => {
        await grow(100);
        const jobs = await kubectl("logs", "-n", operated, "-l", "batch.kubernetes.io/job-name");
        assert.doesNotMatch(jobs, /password/i);
    });

    it("keeps its own user and virtual host as they are", async () => {
        const asked = ["exec", "-n", operated, `${cluster}-server-0`, "-c", "rabbitmq", "--"];
        const list = async (...what: string[]) =>
            (await kubectl(...asked, "rabbitmqctl", "--silent", ...what)).trim().split("\n");
        assert.deepEqual((await list("list_vhosts", "name")).sort(), ["/", shipping]);
        const users = (await list("list_users")).map((line) => line.split("\t"));
        assert.equal(users.filter(([name]) => name!.startsWith("default_user_")).length, 1);
        assert.deepEqual(
            users
                .map(([name]) => name!)
                .filter((name) => name.startsWith(shipping))
                .sort(),
            [`${shipping}.api-v1`, `${shipping}.worker-v1`],
        );
    });

    it("loses no message while logins are rotated and the operator restarts all its nodes", async () => {
        await stack.up({ credentialVersion: 2 });
        await grow(100);
        const changed = [
            "--type=merge",
            "-p",
            '{"spec":{"rabbitmq":{"additionalConfig":"heartbeat = 30"}}}',
        ];
        const before = await kubectl("get", "pods", "-n", operated, "-o", "name");
        await kubectl("patch", "-n", operated, `rabbitmqcluster/${cluster}`, ...changed);
        await waitFor("the operator to change the nodes", 60, async () => {
            const status = await kubectl(
                ...["get", "statefulset", "-n", operated, `${cluster}-server`],
                ...["-o", "jsonpath={.status.currentRevision} {.status.updateRevision}"],
            );
            return new Set(status.split(" ")).size === 2;
        });
        await kubectl("rollout", "status", "-n", operated, `statefulset/${cluster}-server`);
        assert.equal(await kubectl("get", "pods", "-n", operated, "-o", "name"), before);
        await grow(100);
        await stack.up({ producers: 0 });
        await waitFor(
            "every confirmed message to be consumed",
            90,
            () => ledger.lost().length === 0,
            () => ledger.summary(),
        );
        console.log(`      ${ledger.summary()}`);
        for (const consumer of await pods(shipping, "consumer")) {
            assert.equal(restarts(consumer), 0);
        }
    });
});
