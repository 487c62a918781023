import assert from "node:assert/strict";

import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { springBootImage } from "../../local/images/springBoot";
import { importImages } from "../../local/importedImages";
import { certificateOf, putCertificate } from "../e2e/encryptedBroker";
import { isReady, kubectl, pods, restarts } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow } from "../e2e/load";
import { messagesIn, rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";

type Encryption = { tls?: { secretName: string } };

describePods("pods on Spring Boot", "e2e-spring-boot", {});
describePods("pods on Spring Boot, over TLS", "e2e-spring-boot-tls", {
    tls: { secretName: "rabbitmq-tls" },
});

function describePods(title: string, namespace: string, encryption: Encryption): void {
    describe(title, () => describePodsIn(namespace, encryption));
}

function describePodsIn(namespace: string, encryption: Encryption): void {
    const stack = new Stack(namespace);
    let ledger: Ledger;

    before(async () => {
        await importImages([await springBootImage(() => {})], () => {});
        await kubectl("create", "namespace", namespace);
        const authority = await CertificateAuthority.create("CA");
        await putCertificate(await certificateOf(authority, { namespace }), namespace);
        await stack.initialise();
        const { exitCode, all } = await stack.up(configuration(namespace, encryption));
        assert.equal(exitCode, 0, all);
        ledger = new Ledger(namespace);
    });
    after(async () => {
        ledger?.close();
        await stack.destroy(configuration(namespace, encryption));
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    it("are ready once they have their broker, and messages flow", async () => {
        await grow(ledger, 100, "messages to flow");
        const listed = await rabbitMqCtl(namespace, "list_connections", "ssl", "--silent");
        const encrypted = String(encryption.tls !== undefined);
        assert.deepEqual(new Set(listed.split("\n").slice(1)), new Set([encrypted]));
    });

    it("are told to stop, and lose nothing and do nothing twice", async () => {
        await kubectl("delete", "pod", "-n", namespace, (await worker()).metadata.name);
        await grow(ledger, 100, "messages to flow to the next pod");
        assert.equal(ledger.duplicates(), 0);
    });

    it("start while the broker is down, and wait for it without a restart", async () => {
        await scale("statefulset/rabbitmq", 0);
        await waitFor(
            "the broker to be gone",
            120,
            async () => (await pods(namespace, "rabbitmq")).length === 0,
        );
        await kubectl("delete", "pod", "-n", namespace, (await worker()).metadata.name);
        await waitFor("a pod that lives and is not ready", 180, async () => {
            const { status } = await worker();
            const [container] = status.containerStatuses ?? [];
            return (
                container &&
                "started" in container &&
                container.started === true &&
                !container.ready
            );
        });
        await scale("statefulset/rabbitmq", 1);
        await waitFor("the pod to be ready", 180, async () => isReady(await worker()));
        assert.equal(restarts(await worker()), 0);
        await grow(ledger, 100, "messages to flow again");
        await scale("deployment/orders-api", 0);
        await consumed(ledger);
        await waitFor(
            "an empty queue",
            60,
            async () => (await messagesIn(namespace, "orders")) === 0,
        );
    });

    /** The one that is not on its way out. */
    async function worker() {
        const found = await pods(namespace, "consumer");
        const [pod] = found.filter(({ metadata }) => !("deletionTimestamp" in metadata));
        return pod!;
    }

    function scale(what: string, replicas: number): Promise<string> {
        return kubectl("scale", "-n", namespace, what, `--replicas=${replicas}`);
    }
}

function configuration(namespace: string, encryption: Encryption): StackConfiguration {
    const dev = smallStack("dev");
    const workload = {
        ...{ image: "spring-boot:1.0", queue: "orders", framework: "SpringBoot", http: {} },
        resources: { cpu: "50m", memoryMiB: 384 },
        rolloutTimeoutSeconds: 600,
    };
    return {
        ...dev,
        ...{ namespace, createNamespace: false },
        broker: { ...dev.broker, ...encryption },
        queues: { orders: {} },
        producers: { "orders-api": { ...workload, env: { MESSAGES_PER_SECOND: "20" } } },
        consumers: { "orders-worker": { ...workload, prefetch: 20 } },
    };
}
