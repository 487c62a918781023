import assert from "node:assert/strict";

import type { BrokerAccess } from "../../components/index";
import { applyObjects, kubectl, pods, restarts } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow } from "../e2e/load";
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

    const goOn = () => grow(ledger, 100, "100 more messages", 120);

    it("serves the workloads of a topology, which is written down", async () => {
        await goOn();
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
        await goOn();
        const changed = [
            "--type=merge",
            "-p",
            '{"spec":{"rabbitmq":{"additionalConfig":"heartbeat = 30"}}}',
        ];
        const before = await nodes();
        await kubectl("patch", "-n", operated, `rabbitmqcluster/${cluster}`, ...changed);
        await waitFor("the operator to change the nodes", 60, async () => {
            const status = await kubectl(
                ...["get", "statefulset", "-n", operated, `${cluster}-server`],
                ...["-o", "jsonpath={.status.currentRevision} {.status.updateRevision}"],
            );
            return new Set(status.split(" ")).size === 2;
        });
        await kubectl("rollout", "status", "-n", operated, `statefulset/${cluster}-server`);
        const after = await nodes();
        assert.deepEqual(Object.keys(after), Object.keys(before));
        for (const [name, uid] of Object.entries(after)) {
            assert.notEqual(uid, before[name], `${name} is another pod`);
        }
        await goOn();
        await stack.up({ producers: 0 });
        await consumed(ledger, 90);
        for (const consumer of await pods(shipping, "consumer")) {
            assert.equal(restarts(consumer), 0);
        }
    });
});

/** The broker's pods by name; those of the topology's Jobs come and go. */
async function nodes(): Promise<{ [name: string]: string }> {
    const all = await pods(operated, "rabbitmq");
    return Object.fromEntries(all.map(({ metadata: { name, uid } }) => [name, uid]));
}
