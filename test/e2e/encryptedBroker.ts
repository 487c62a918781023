import { execa } from "execa";

import type { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import { applyObjects, kubectl } from "./kubernetes";
import { portForward } from "./portForward";
import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";

/** The namespace of the broker with TLS. */
export const encrypted = "e2e-tls";
export const stack = new Stack(encrypted);
export const host = `rabbitmq.${encrypted}.svc`;

/** A virtual host for what is spoken besides AMQP: its name is in no URL of some protocols. */
const virtualHost = "devices";
const devices = {
    virtualHosts: {
        [virtualHost]: {
            queues: {
                readings: {},
                tasks: {},
                secrets: {},
                log: { type: "stream" },
                history: { type: "stream", maxAgeSeconds: 3600 },
                trail: { type: "stream", partitions: 3, maxAgeSeconds: 3600 },
            },
            bindings: {
                readings: { exchange: "amq.topic", queue: "readings", routingKey: "sensors.#" },
            },
        },
    },
    clients: {
        sensor: {
            virtualHost,
            mqtt: { publishesTo: ["sensors/+/heat"], subscribesTo: ["commands/+/#"] },
        },
        station: {
            virtualHost,
            publishesTo: ["tasks", "log", "history", "trail", "amq.topic"],
            consumesFrom: ["readings", "tasks", "log", "history", "trail"],
            routingKeys: { "amq.topic": "^commands\\." },
        },
        reader: { virtualHost, consumesFrom: ["log"] },
    },
};

/** One node whose clients log every message. */
export function configuration(): StackConfiguration {
    const local = smallStack("local");
    const env = { LOG_LEVEL: "debug", MESSAGES_PER_SECOND: "50" };
    const one = (workload: object | undefined) => ({ ...workload, replicas: 1, env });
    return {
        ...local,
        namespace: encrypted,
        createNamespace: false,
        broker: {
            ...local.broker,
            replicas: 1,
            tls: { secretName: "rabbitmq-tls" },
            protocols: {
                mqtt: {},
                stomp: {},
                stream: {},
                webMqtt: {},
                webStomp: {},
                amqp10: {},
            },
            additionalPlugins: ["rabbitmq_shovel"],
            additionalConfig: { channel_max: "128" },
            environment: { RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-shop wanted true" },
        },
        ...devices,
        producers: { "orders-api": one(local.producers["orders-api"]) },
        consumers: { "orders-worker": one(local.consumers["orders-worker"]) },
    };
}

/** What the Secret of the broker holds. */
export interface ServedCertificate {
    /** Those that clients trust. */
    authorities: CertificateAuthority[];
    certificate: string;
    key: string;
}

export async function certificateOf(
    authority: CertificateAuthority,
    identity: { namespace?: string; name?: string; notAfter?: Date } = {},
): Promise<ServedCertificate> {
    const { namespace = encrypted, notAfter } = identity;
    const own = `rabbitmq.${namespace}.svc`;
    const { name = own } = identity;
    const names = name === own ? [name, `*.rabbitmq-nodes.${namespace}.svc`] : [name];
    const issued = await authority.issue({ commonName: name, names, notAfter });
    return { authorities: [authority], ...issued };
}

/** Makes the Secret, or gives it other contents, as whoever renews certificates does. */
export async function putCertificate(
    served: ServedCertificate,
    namespace = encrypted,
): Promise<void> {
    await applyObjects({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "rabbitmq-tls", namespace },
        type: "kubernetes.io/tls",
        stringData: certificateFiles(served),
    });
}

/** What a Secret with a certificate holds. */
export function certificateFiles({ authorities, certificate, key }: ServedCertificate) {
    return {
        "tls.crt": certificate,
        "tls.key": key,
        "ca.crt": authorities.map((authority) => authority.certificate).join(""),
    };
}

/** The ports that the node listens on, as its kernel says. */
export async function listeningPorts(): Promise<number[]> {
    const sockets = await kubectl(
        ...["exec", "-n", encrypted, "rabbitmq-0", "-c", "rabbitmq", "--"],
        ...["sh", "-c", "cat /proc/net/tcp /proc/net/tcp6"],
    );
    const rows = sockets.split("\n").map((line) => line.trim().split(/\s+/));
    const listening = rows.filter(([, , , state]) => state === "0A");
    return listening.map(([, address = ""]) => parseInt(address.split(":")[1]!, 16));
}

/** What openssl says of a handshake with the Service: the version, the subject, the issuer - or the refusal. */
export async function handshake(port: number, ...args: string[]): Promise<string> {
    const forward = await portForward(encrypted, "service/rabbitmq", port);
    try {
        const { all } = await execa(
            "openssl",
            [
                ...["s_client", "-connect", `127.0.0.1:${forward.port}`, "-servername", host],
                // Without it, openssl itself refuses to speak the old versions.
                ...["-cipher", "ALL:@SECLEVEL=0", ...args],
            ],
            { input: "", all: true, reject: false, timeout: 20_000 },
        );
        return all;
    } finally {
        await forward.close();
    }
}
