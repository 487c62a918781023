import assert from "node:assert/strict";

import { applyObjects, identity, kubectl, pods } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow, stopProducing } from "../e2e/load";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";
import { waitFor } from "../e2e/waitFor";
import {
    certificate,
    certificateAuthority,
    isReady,
    issued,
    issuer,
    renew,
    served,
    trust,
} from "./certManager/certificates";
import { installCertManager, removeCertManager, version } from "./certManager/controllers";

const namespace = "e2e-cert-manager";
/** Where a broker waits for its certificate in vain, while the others are tried. */
const waiting = "e2e-cert-manager-absent";
const ports = [5671, 15671, 15691];
const authority = { isCA: true, commonName: "corporate" };

describe(`a broker whose certificate cert-manager ${version} makes`, () => {
    const stack = new Stack(namespace);
    const selfSigned = { selfSigned: true };
    const other = new Stack(waiting);
    let hopeless: ReturnType<Stack["up"]>;
    let ledger: Ledger;

    before(async function () {
        // cert-manager is compiled the first time.
        this.timeout(1_800_000);
        await installCertManager();
        await kubectl("create", "namespace", namespace);
        await kubectl("create", "namespace", waiting);
        await applyObjects(
            issuer(namespace, "bootstrap", { selfSigned: {} }),
            certificate(namespace, "corporate", "bootstrap", authority),
            certificate(namespace, "unknown", "bootstrap", { ...authority, commonName: "unknown" }),
            issuer(namespace, "corporate", { ca: { secretName: "corporate" } }),
            certificate(namespace, "short", "corporate", {
                ...{ dnsNames: ["elsewhere"], duration: "10s", renewBefore: "1s" },
            }),
        );
        await isReady(namespace, "corporate", "unknown");
        await Promise.all([stack.initialise(), other.initialise()]);
        hopeless = other.up(configuration({ issuer: { name: "absent" } }, waiting));
    });
    after(async () => {
        ledger?.close();
        await stack.destroy(configuration(selfSigned));
        await hopeless;
        await other.destroy(configuration(selfSigned, waiting));
        await kubectl("delete", "namespace", namespace, waiting, "--wait=true");
        await removeCertManager();
        stack.close();
        other.close();
    });

    it("is not made with a certificate that has expired, is for another name and of a CA that clients do not trust", async () => {
        await waitFor("a short-lived certificate", 60, () =>
            issued(namespace, "short").catch(() => false as const),
        );
        await kubectl("delete", "-n", namespace, "certificate/short");
        const { validToDate } = await issued(namespace, "short");
        await waitFor("its end", 60, () => Date.now() > validToDate.getTime());
        const all = await refused({ secretName: "short", caSecretName: "unknown" });
        assert.match(all, /tls\.secretName: the certificate of short has expired/);
        assert.match(all, new RegExp(`short is not for rabbitmq\\.${namespace}\\.svc`));
        assert.match(all, /short is not signed by what ca\.crt of unknown holds/);
    });

    it("is not made without the Secrets that it is told of", async () => {
        const all = await refused({ secretName: "absent", caSecretName: "missing" });
        assert.match(all, /the Secret absent is missing, or has no tls\.crt/);
        assert.match(all, /the Secret missing is missing, or has no ca\.crt/);
    });

    it("lets messages flow with `selfSigned`", async () => {
        await updated(selfSigned);
        ledger = new Ledger(namespace);
        await grow(ledger, 100, "messages to flow");
        assert.deepEqual(await ciphers(), ["true", "true"]);
    });

    it("serves what cert-manager renews when its time comes, and no connection ends", async () => {
        const before = await identities();
        const held = await connections();
        await live("1h", "59m");
        await renew(namespace, "rabbitmq-tls");
        await renewed("rabbitmq-tls");
        await live("1h", "20m");
        await servedEverywhere();
        await grow(ledger, 100, "messages to flow on");
        assert.deepEqual(await connections(), held);
        assert.deepEqual(await identities(), before);
    });

    it("is trusted by who trusts its CA of before, and the other way round, when that one is renewed", async () => {
        const before = await certificateAuthority(namespace, "rabbitmq-ca");
        await renew(namespace, "rabbitmq-ca");
        const after = await certificateAuthority(namespace, "rabbitmq-ca");
        assert.notEqual(after, before);
        await served(namespace, 5671, after);
        await renew(namespace, "rabbitmq-tls");
        await servedEverywhere();
        await served(namespace, 5671, before);
        await assert.rejects(
            served(namespace, 5671, await certificateAuthority(namespace, "unknown")),
            /self.signed certificate|unable to verify/,
        );
    });

    it("moves to the CA of an `issuer` while both are trusted, and nothing restarts or is lost", async () => {
        await trust(namespace, "trusted", "rabbitmq-ca", "corporate");
        await updated({ ...selfSigned, caSecretName: "trusted" });
        await grow(ledger, 100, "messages to flow while both are trusted");
        const before = await identities();
        const held = await connections();
        await updated({ issuer: { name: "corporate" }, caSecretName: "trusted" });
        await servedEverywhere("corporate");
        await grow(ledger, 100, "messages to flow on");
        assert.deepEqual(await connections(), held);
        await rabbitMqCtl(namespace, "close_all_connections", "trust the new CA");
        await grow(ledger, 100, "messages to flow over new connections");
        assert.deepEqual(await identities(), before);
    });

    it("goes on when the former CA is no longer trusted", async () => {
        const before = await identities();
        const former = await certificateAuthority(namespace, "rabbitmq-ca");
        await trust(namespace, "trusted", "corporate");
        await assert.rejects(served(namespace, 5671, former));
        await rabbitMqCtl(namespace, "close_all_connections", "trust the new CA alone");
        await grow(ledger, 100, "messages to flow over new connections");
        assert.deepEqual(await identities(), before);
        await stopProducing(namespace);
        await consumed(ledger);
        assert.equal(ledger.duplicates(), 0);
    });

    it("is not made by an issuer that is not there, and the update ends", async () => {
        const { exitCode, all } = await hopeless;
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /Is there the Issuer absent in e2e-cert-manager-absent\b/);
        assert.deepEqual(await pods(waiting, "rabbitmq"), [], "no node was started");
    });

    async function updated(tls: object): Promise<void> {
        const { exitCode, all } = await stack.up(configuration(tls));
        assert.equal(exitCode, 0, all);
    }

    async function refused(tls: object): Promise<string> {
        const { exitCode, all } = await stack.up(configuration(tls));
        assert.notEqual(exitCode, 0, all);
        assert.deepEqual(await pods(namespace, "rabbitmq"), [], "no node was started");
        return all;
    }
});

/** One node, and two workloads that log every message. */
function configuration(tls: object, place = namespace): StackConfiguration {
    const local = smallStack("local");
    const env = { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "50" };
    const one = (workload: object | undefined) => ({ ...workload, replicas: 1, env });
    return {
        ...local,
        ...{ namespace: place, createNamespace: false },
        broker: { ...local.broker, replicas: 1, tls },
        producers: { "orders-api": one(local.producers["orders-api"]) },
        consumers: { "orders-worker": one(local.consumers["orders-worker"]) },
    };
}

/** How long a certificate lives, and how long before its end it is renewed. */
async function live(duration: string, renewBefore: string): Promise<void> {
    const patch = JSON.stringify({ spec: { duration, renewBefore } });
    const target = ["-n", namespace, "certificate/rabbitmq-tls"];
    await kubectl("patch", ...target, "--type=merge", "-p", patch);
}

/** Waits for the one after this. */
async function renewed(name: string): Promise<void> {
    const { serialNumber } = await issued(namespace, name);
    await waitFor("cert-manager to renew a certificate of a minute", 150, async () => {
        return (await issued(namespace, name)).serialNumber !== serialNumber;
    });
}

/** Waits until every port shows what is in the Secret, to who trusts what a Secret holds. */
async function servedEverywhere(trusted = "rabbitmq-tls"): Promise<void> {
    const started = Date.now();
    await waitFor("the new certificate to be served on every port", 240, async () => {
        const { serialNumber } = await issued(namespace, "rabbitmq-tls");
        const ca = await certificateAuthority(namespace, trusted);
        const shown = ports.map((port) => served(namespace, port, ca).catch(String));
        return (await Promise.all(shown)).every((one) => one === serialNumber);
    });
    console.log(`      served after ${Math.round((Date.now() - started) / 1000)} s`);
}

async function identities() {
    const all = [...(await pods(namespace, "rabbitmq")), ...(await pods(namespace, "consumer"))];
    return [...all, ...(await pods(namespace, "producer"))].map(identity);
}

async function connections(): Promise<string[]> {
    return rows(await rabbitMqCtl(namespace, "list_connections", "pid", "--silent"));
}

async function ciphers(): Promise<string[]> {
    return rows(await rabbitMqCtl(namespace, "list_connections", "ssl", "--silent"));
}

function rows(listed: string): string[] {
    return listed.split("\n").filter(Boolean).sort();
}
