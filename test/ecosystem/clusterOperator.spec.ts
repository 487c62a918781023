import assert from "node:assert/strict";

import type { BrokerAccess } from "../../components/index";
import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { certificateFiles, certificateOf } from "../e2e/encryptedBroker";
import { applyObjects, isReady, kubectl, pods, restarts } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow } from "../e2e/load";
import { waitFor } from "../e2e/waitFor";
import { rabbitMqCluster } from "./operators/rabbitMqCluster";
import { clusterOperator, clusterOperatorVersion } from "./operators/rabbitMqOperators";
import { ConfiguredStack } from "./teams/configuredStack";

const operated = "e2e-operated";
const made = "e2e-made";
const shipping = "e2e-freight";
const fetching = "e2e-fetching";
const cluster = "hare";

/** As a person writes it down who knows nothing but the name of the RabbitmqCluster. */
const broker: BrokerAccess = {
    host: `${cluster}.${operated}.svc`,
    namespace: operated,
    administratorSecretName: `${cluster}-default-user`,
};

describe(`RabbitMQ's cluster operator ${clusterOperatorVersion}`, function () {
    this.timeout(1_200_000);

    const operator = clusterOperator();

    before(async function () {
        // The operator is compiled the first time.
        this.timeout(1_800_000);
        await operator.install();
    });
    after(() => operator.remove());

    describe("with a broker of somebody else", describeForeign);
    describe(
        "with a broker that a RabbitMqCluster of ours makes, which speaks nothing but TLS",
        describeOwn,
    );
});

function describeForeign(): void {
    const stack = new ConfiguredStack(shipping, "team", {
        ...{ namespace: shipping, isTenant: false, credentialVersion: 1 },
        ...{ producers: 1, consumers: 2, broker },
    });
    let ledger: Ledger;

    before(async () => {
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
        const before = await nodes(operated);
        await kubectl("patch", "-n", operated, `rabbitmqcluster/${cluster}`, ...changed);
        await allRestarted(operated, cluster, before);
        await goOn();
        await stack.up({ producers: 0 });
        await consumed(ledger, 90);
        for (const consumer of await pods(shipping, "consumer")) {
            assert.equal(restarts(consumer), 0);
        }
    });
}

function describeOwn(): void {
    const platform = new ConfiguredStack(made, "operated", { namespace: made, replicas: 1 });
    const team = new ConfiguredStack(fetching, "team", {
        ...{ namespace: fetching, isTenant: false, credentialVersion: 1 },
        ...{ producers: 1, consumers: 2 },
        platform: `organization/teams-operated/${made}`,
    });
    let ledger: Ledger;

    before(async () => {
        const authority = await CertificateAuthority.create("platform");
        const served = await certificateOf(authority, { name: `rabbit.${made}.svc` });
        await platform.initialise();
        await platform.up({ certificate: certificateFiles(served) });
        await team.initialise();
        Object.assign(team.configuration, {
            authority: { secretName: "rabbit-tls", certificate: authority.certificate },
        });
    });
    after(async () => {
        ledger.close();
        await team.destroy();
        await platform.destroy();
        team.close();
        platform.close();
    });

    const goOn = () => grow(ledger, 100, "100 more messages", 120);
    const readyNodes = async () => (await pods(made, "rabbitmq")).filter(isReady).length;

    it("is ready when the update ends, and serves the workloads of a topology in another stack", async () => {
        assert.equal(await readyNodes(), 1);
        ledger = new Ledger(fetching);
        await team.up();
        await goOn();
    });

    it("grows to three nodes, which are ready when the update ends", async () => {
        await platform.up({ replicas: 3 });
        assert.equal(await readyNodes(), 3);
        await goOn();
    });

    it("loses no message while the operator restarts all its nodes", async () => {
        const before = await nodes(made);
        await platform.up({ additionalConfig: { heartbeat: "30" } });
        await allRestarted(made, "rabbit", before);
        await goOn();
        await team.up({ producers: 0 });
        await consumed(ledger, 90);
    });

    it("is refused fewer nodes", async () => {
        await assert.rejects(platform.up({ replicas: 1 }), /replicas cannot go from 3 to 1/);
        await platform.up({ replicas: 3 });
    });
}

/** Waits until the operator has made every node anew. */
async function allRestarted(
    namespace: string,
    broker: string,
    before: { [name: string]: string },
): Promise<void> {
    await waitFor("the operator to restart every node", 400, async () => {
        const after = await nodes(namespace);
        return Object.keys(before).every((name) => (after[name] ?? before[name]) !== before[name]);
    });
    await kubectl("rollout", "status", "-n", namespace, `statefulset/${broker}-server`);
}

/** The broker's pods by name; those of the topology's Jobs come and go. */
async function nodes(namespace: string): Promise<{ [name: string]: string }> {
    const all = await pods(namespace, "rabbitmq");
    return Object.fromEntries(all.map(({ metadata: { name, uid } }) => [name, uid]));
}
