import assert from "node:assert/strict";

import { execa } from "execa";

import type { KeyedCertificate } from "../../local/cluster/certificateAuthority";
import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { connectionError } from "../e2e/connectionError";
import { applyObjects, kubectl } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { consumed, grow, stopProducing } from "../e2e/load";
import { loginOf } from "../e2e/login";
import { portForward } from "../e2e/portForward";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import type { StackConfiguration } from "../e2e/stack";
import { smallStack, Stack } from "../e2e/stack";

const namespace = "e2e-mutual-tls";
const host = `rabbitmq.${namespace}.svc`;
const clients = ["orders-api", "orders-worker"];
const stack = new Stack(namespace);

/** Three nodes that know each other, and their clients, by certificates: of two CAs. */
function configuration(tls: object = {}): StackConfiguration {
    const local = smallStack("local");
    const env = { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "50" };
    const one = (name: string, workload: object | undefined) => ({
        ...workload,
        replicas: 1,
        env,
        certificateSecretName: `${name}-tls`,
    });
    return {
        ...local,
        namespace,
        createNamespace: false,
        broker: {
            resources: { cpu: "50m", memoryMiB: 512 },
            storage: { sizeGiB: 2, ephemeral: true },
            drainTimeoutSeconds: 20,
            replicas: 3,
            tls: {
                secretName: "rabbitmq-tls",
                internode: true,
                clientCertificates: {
                    certificateAuthority: { name: "clients-ca", key: "bundle.pem" },
                },
                ...tls,
            },
        },
        producers: { "orders-api": one("orders-api", local.producers["orders-api"]) },
        consumers: { "orders-worker": one("orders-worker", local.consumers["orders-worker"]) },
    };
}

describe("a broker that asks for certificates", () => {
    let server: CertificateAuthority;
    let ofClients: CertificateAuthority;

    before(async () => {
        server = await CertificateAuthority.create("server CA");
        ofClients = await CertificateAuthority.create("CA of the clients");
        await kubectl("create", "namespace", namespace);
        await putServerCertificate([host]);
        for (const client of clients) {
            const shown = await ofClients.issue({ commonName: client });
            await putSecret(`${client}-tls`, keyed(shown));
        }
        await stack.initialise();
    });
    after(async () => {
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", namespace, "--wait=true");
        stack.close();
    });

    it("is not made without the CA of its clients, or with a certificate that is not for its nodes", async () => {
        const { exitCode, all } = await stack.up(configuration());
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /certificateAuthority: the Secret clients-ca is missing/);
        assert.match(all, new RegExp(`is not for rabbitmq-0\\.rabbitmq-nodes\\.${namespace}, by`));
    });

    it("lets messages flow between workloads that show the certificates of their Secrets", async () => {
        await putServerCertificate([host, `*.rabbitmq-nodes.${namespace}`]);
        await putSecret("clients-ca", { "bundle.pem": ofClients.certificate });
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
        const ledger = new Ledger(namespace);
        try {
            await grow(ledger, 100, "messages to flow");
            await stopProducing(namespace);
            await consumed(ledger);
        } finally {
            ledger.close();
        }
        const listed = await rabbitMqCtl(
            ...([namespace, "list_connections", "peer_cert_subject", "--silent"] as const),
        );
        assert.match(listed, /CN=orders-worker/);
    });

    it("refuses a client without a certificate, and one with a certificate of another CA", async () => {
        const none = await refusal({});
        assert.match(none, /certificate required|handshake failure/);
        const stranger = await server.issue({ commonName: "orders-worker" });
        const other = await refusal({ cert: stranger.certificate, key: stranger.key });
        assert.match(other, /unknown ca|bad certificate/);
        const own = await ofClients.issue({ commonName: "somebody" });
        assert.equal(await refusal({ cert: own.certificate, key: own.key }), "");
    });

    it("is a cluster whose nodes reach each other with TLS and by certificates alone, and its tools as well", async () => {
        const running = await rabbitMqCtl(
            namespace,
            "eval",
            "length(rabbit_nodes:list_running()).",
        );
        assert.equal(running.trim(), "3");
        const protocols = await rabbitMqCtl(
            namespace,
            "eval",
            "[element(4, Address) || N <- nodes(), {ok, I} <- [net_kernel:node_info(N)], {address, Address} <- I].",
        );
        assert.equal(protocols.trim(), "[tls,tls]");
        const stranger = await handshake();
        assert.match(stranger, /alert handshake failure|alert certificate required/);
        assert.match(stranger, /issuer=CN ?= ?server CA/);
    });

    it("does not change how its nodes talk while they run: the preview says what to do", async () => {
        const { exitCode, all } = await stack.preview(configuration({ internode: false }));
        assert.notEqual(exitCode, 0, all);
        assert.match(all, /tls\.internode cannot become false while 3 nodes run/);
        assert.match(all, /kubectl delete this StatefulSet, then pulumi up --refresh/);
    });

    it("changes it when all nodes are made anew, as the preview says", async () => {
        await kubectl("delete", "-n", namespace, "statefulset/rabbitmq", "--wait=true");
        const { exitCode, all } = await stack.run(
            ["up", "--yes", "--skip-preview", "--refresh"],
            configuration({ internode: false }),
        );
        assert.equal(exitCode, 0, all);
        const running = await rabbitMqCtl(
            namespace,
            "eval",
            "length(rabbit_nodes:list_running()).",
        );
        assert.equal(running.trim(), "3");
        assert.doesNotMatch(await handshake(), /server CA/);
    });

    async function putServerCertificate(names: string[]): Promise<void> {
        const served = await server.issue({ commonName: host, names });
        await putSecret("rabbitmq-tls", { ...keyed(served), "ca.crt": server.certificate });
    }

    /** What keeps the administrator out, who shows this. */
    async function refusal(shown: { cert?: string; key?: string }): Promise<string> {
        const login = await loginOf(namespace, "administrator");
        const tls = { servername: host, ca: server.certificate, ...shown };
        return connectionError(namespace, 5671, { tls, ...login });
    }
});

function keyed({ certificate, key }: KeyedCertificate) {
    return { "tls.crt": certificate, "tls.key": key };
}

async function putSecret(name: string, stringData: { [key: string]: string }): Promise<void> {
    const type = "tls.key" in stringData ? "kubernetes.io/tls" : "Opaque";
    const metadata = { name, namespace };
    await applyObjects({ apiVersion: "v1", kind: "Secret", metadata, type, stringData });
}

/** What openssl sees of the port by which nodes talk to each other. */
async function handshake(): Promise<string> {
    const forward = await portForward(namespace, "pod/rabbitmq-0", 25672);
    try {
        const { all } = await execa(
            "openssl",
            // Of TLS 1.3, it is done before it hears that it has to show a certificate.
            ["s_client", "-tls1_2", "-connect", `127.0.0.1:${forward.port}`],
            { input: "", all: true, reject: false, timeout: 20_000 },
        );
        return all;
    } finally {
        await forward.close();
    }
}
