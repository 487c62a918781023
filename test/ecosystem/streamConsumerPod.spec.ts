import assert from "node:assert/strict";

import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { workloadImages } from "../../local/images/workload";
import { importImages } from "../../local/importedImages";
import { certificateOf, putCertificate } from "../e2e/encryptedBroker";
import { kubectl, pods, restarts } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow, stopProducing } from "../e2e/load";
import { killProgram } from "../e2e/processes";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";

const namespace = "e2e-stream-consumer";

describe("a pod that reads a stream over TLS", () => {
    const stack = new Stack(namespace);
    let ledger: Ledger;

    before(async () => {
        await importImages(await workloadImages(() => {}, ["stream-consumer"]), () => {});
        await kubectl("create", "namespace", namespace);
        const authority = await CertificateAuthority.create("CA");
        await putCertificate(await certificateOf(authority, { namespace }), namespace);
        await stack.initialise();
        ledger = new Ledger(namespace);
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
    });
    after(async () => {
        ledger?.close();
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    it("is ready once it reads, and does each message once, though another pod takes its place", async () => {
        await grow(ledger, 100, "messages to flow");
        const [pod] = await pods(namespace, "consumer");
        assert.equal(restarts(pod!), 0);
        await kubectl("delete", "pod", "-n", namespace, pod!.metadata.name);
        await grow(ledger, 100, "messages to flow to the next pod");
        assert.equal(ledger.duplicates(), 0);
    });

    it("is killed, and goes on behind the offset that it stored last: nothing is passed over", async () => {
        const [pod] = await pods(namespace, "consumer");
        killProgram(pod!, "node");
        await grow(ledger, 100, "messages to flow again");
        await stopProducing(namespace);
        await consumed(ledger);
        assert.deepEqual(ledger.lost(), []);
        assert.ok(ledger.duplicates() <= storeEvery);
    });
});

const storeEvery = 50;

function configuration(): StackConfiguration {
    const dev = smallStack("dev");
    const workload = { queue: "history", resources: { cpu: "20m" }, http: {} };
    return {
        ...dev,
        ...{ namespace, createNamespace: false },
        broker: { ...dev.broker, tls: { secretName: "rabbitmq-tls" }, protocols: { stream: {} } },
        queues: { history: { type: "stream", maxAgeSeconds: 3600 } },
        producers: {
            "orders-api": {
                ...{ ...workload, image: "producer:1.0" },
                env: { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "30" },
            },
        },
        consumers: {
            "orders-worker": {
                ...{ ...workload, image: "stream-consumer:1.0" },
                env: { LOG_LEVEL: "debug", STREAM_STORE_EVERY: String(storeEvery) },
            },
        },
    };
}
