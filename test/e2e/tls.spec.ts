import assert from "node:assert/strict";

import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { connectionError } from "./connectionError";
import {
    certificateOf,
    configuration,
    encrypted,
    handshake,
    host,
    listeningPorts,
    putCertificate,
    stack,
} from "./encryptedBroker";
import { identity, kubectl, pods } from "./kubernetes";
import { Ledger } from "./ledger";
import { consumed, grow } from "./load";
import { loginOf } from "./login";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { waitFor } from "./waitFor";

const securePorts = [5671, 15671, 15691, 5551, 8883, 61614, 15673, 15676];
const plainPorts = [5672, 15672, 15692, 5552, 1883, 61613, 15674, 15675];

describe("a broker with TLS", () => {
    let authority: CertificateAuthority;

    before(async () => {
        authority = await CertificateAuthority.create("first CA");
        await kubectl("create", "namespace", encrypted);
        await stack.initialise();
    });
    after(async () => {
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", encrypted, "--wait=true");
        stack.close();
    });

    it("is not made with a certificate that its clients would refuse: the update says all that is wrong", async () => {
        const yesterday = new Date(Date.now() - 12 * 60 * 60 * 1000);
        const bad = await certificateOf(authority, { name: "elsewhere", notAfter: yesterday });
        await putCertificate({
            ...bad,
            authorities: [await CertificateAuthority.create("another CA")],
        });
        const { exitCode, all } = await stack.up(configuration());
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /tls\.secretName: the certificate of rabbitmq-tls has expired/);
        assert.match(all, new RegExp(`rabbitmq-tls is not for ${host}`));
        assert.match(all, /rabbitmq-tls is not for rabbitmq-0\.rabbitmq-nodes\.e2e-tls\.svc/);
        assert.match(all, /rabbitmq-tls is not signed by what ca\.crt of rabbitmq-tls holds/);
        assert.deepEqual(await pods(encrypted, "rabbitmq"), [], "no node was started");
    });

    it("lets messages flow between workloads that know nothing of it but their environment", async () => {
        await putCertificate(await certificateOf(authority));
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
        const ledger = new Ledger(encrypted);
        try {
            await grow(ledger, 100, "messages to flow");
        } finally {
            ledger.close();
        }
        const connected = await rabbitMqCtl(encrypted, "list_connections", "ssl", "--silent");
        assert.deepEqual(
            connected.split("\n").filter((line) => /true|false/.test(line)),
            ["true", "true"],
        );
    });

    for (const port of securePorts) {
        it(`speaks TLS 1.2 and 1.3 on ${port}, and nothing older`, async () => {
            const versions = ["-tls1_3", "-tls1_2", "-tls1_1", "-tls1"];
            const answers = await Promise.all(versions.map((one) => handshake(port, one)));
            const [newest, newer, ...old] = answers;
            assert.match(newest!, /New, TLSv1\.3, Cipher is TLS/);
            assert.match(newer!, /New, TLSv1\.2, Cipher is ECDHE/);
            old.forEach((answer) => assert.match(answer, /alert protocol version/));
        });
    }

    it("has no port open without TLS", async () => {
        const open = await listeningPorts();
        assert.deepEqual(
            securePorts.filter((port) => !open.includes(port)),
            [],
        );
        assert.deepEqual(
            plainPorts.filter((port) => open.includes(port)),
            [],
        );
    });

    it("runs the plugins, settings and flags that no argument is about, beside its own", async () => {
        const evaluated = await rabbitMqCtl(
            encrypted,
            "eval",
            "{rabbit_plugins:is_enabled(rabbitmq_shovel), application:get_env(rabbit, channel_max), " +
                "init:get_argument(shop), application:get_env(ssl, ssl_pem_cache_clean)}.",
        );
        assert.equal(
            evaluated.replace(/\s/g, ""),
            '{true,{ok,128},{ok,[["wanted","true"]]},{ok,10000}}',
        );
    });

    it("is refused by a client that has not got its CA, and trusted by one that has", async () => {
        assert.match(await refusal(undefined), /unable to verify|self.signed/);
        assert.equal(await refusal(authority.certificate), "");
    });

    it("serves a new certificate of a new CA without a restart, while both are trusted, and no message is lost", async () => {
        const before = await nodesAndConsumers();
        const ledger = new Ledger(encrypted);
        try {
            await grow(ledger, 100, "messages to flow before the renewal");
            const next = await CertificateAuthority.create("second CA");
            const renewed = await certificateOf(next);
            const started = Date.now();
            await putCertificate({ ...renewed, authorities: [authority, next] });
            await waitFor("the new certificate to be served on every port", 240, async () => {
                const shown = await Promise.all(securePorts.map((port) => handshake(port)));
                return shown.every((text) => /issuer=.*second CA/.test(text));
            });
            console.log(`      served after ${Math.round((Date.now() - started) / 1000)} s`);
            await rabbitMqCtl(encrypted, "close_all_connections", "trust the new CA");
            await grow(ledger, 100, "messages to flow over new connections");
            await kubectl("scale", "-n", encrypted, "deployment/orders-api", "--replicas=0");
            await consumed(ledger);
        } finally {
            ledger.close();
        }
        assert.deepEqual(await nodesAndConsumers(), before);
    });
});

/** Which pods must not change, unlike those that look after the topology from time to time. */
async function nodesAndConsumers() {
    const all = [...(await pods(encrypted, "rabbitmq")), ...(await pods(encrypted, "consumer"))];
    return all.map(identity);
}

/** What keeps the administrator out, who trusts this CA. */
async function refusal(ca: string | undefined): Promise<string> {
    const login = await loginOf(encrypted, "administrator");
    return connectionError(encrypted, 5671, { tls: { servername: host, ca }, ...login });
}
