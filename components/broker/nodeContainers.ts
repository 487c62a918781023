import type * as k8s from "@pulumi/kubernetes/types/input";

import type { MainContainer } from "../kubernetes/pod/template";
import { limits } from "../kubernetes/resources";
import { restrictedContainerSecurity } from "../kubernetes/restrictedSecurity";
import type { BrokerSettings } from "./arguments";
import { amqp, management } from "./clientProtocols";
import { configurationDirectory } from "./distribution";
import { nodeEnvironment, nodeNameVariables } from "./nodeEnvironment";
import { prepareScript, sizeDirectory, startedScript, stopScript } from "./nodeScripts";
import type { Transport } from "./ports";
import { brokerPorts, portOf } from "./ports";
import { definitionsFile } from "./rabbitMqConf";
import { startupProbe } from "./timeouts";
import { clientAuthorityDirectory, tlsDirectory } from "./tlsConf";

export function prepareContainer(
    settings: BrokerSettings,
    headlessService: string,
): k8s.core.v1.Container {
    return {
        name: "prepare",
        image: settings.image,
        command: ["sh", "-ec", prepareScript],
        env: nodeNameVariables(headlessService),
        resources: {
            requests: { cpu: "50m", memory: "64Mi" },
            limits: limits(settings.cpuLimit, "64Mi"),
        },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "home", mountPath: "/var/lib/rabbitmq" },
            { name: "data", mountPath: "/var/lib/rabbitmq/mnesia" },
            { name: "configuration", mountPath: configurationDirectory },
            { name: "config", mountPath: "/run/config", readOnly: true },
            { name: "size", mountPath: sizeDirectory, readOnly: true },
            { name: "erlang-cookie", mountPath: "/run/erlang-cookie", readOnly: true },
        ],
    };
}

export function brokerContainer(settings: BrokerSettings, headlessService: string): MainContainer {
    return {
        name: "rabbitmq",
        image: settings.image,
        env: nodeEnvironment(settings, headlessService),
        ports: brokerPorts(settings).map(({ name, number }) => ({ name, containerPort: number })),
        resources: {
            requests: { cpu: settings.cpu, memory: `${settings.memoryMiB}Mi` },
            limits: limits(settings.cpuLimit, `${settings.memoryMiB}Mi`),
        },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        ...probes(settings),
        lifecycle: {
            postStart: { exec: { command: ["sh", "-c", startedScript] } },
            preStop: {
                exec: { command: ["sh", "-c", stopScript(settings.drainTimeoutSeconds)] },
            },
        },
        volumeMounts: [
            { name: "home", mountPath: "/var/lib/rabbitmq" },
            { name: "data", mountPath: "/var/lib/rabbitmq/mnesia" },
            { name: "tmp", mountPath: "/tmp" },
            { name: "configuration", mountPath: configurationDirectory, readOnly: true },
            { name: "size", mountPath: sizeDirectory, readOnly: true },
            { name: "definitions", mountPath: definitionsDirectory, readOnly: true },
            ...certificateMounts(settings),
        ],
    };
}

function certificateMounts({ tls }: BrokerSettings): k8s.core.v1.VolumeMount[] {
    const mount = (name: string, mountPath: string) => [{ name, mountPath, readOnly: true }];
    return [
        ...(tls ? mount("tls", tlsDirectory) : []),
        ...(tls?.clientCertificates?.certificateAuthority
            ? mount("client-ca", clientAuthorityDirectory)
            : []),
    ];
}

const definitionsDirectory = definitionsFile.slice(0, definitionsFile.lastIndexOf("/"));

/**
 * Ready means that AMQP can be spoken, alarms or not: consumers have to drain a broker in alarm.
 * There is no liveness probe: RabbitMQ's own advice, as a restart makes an overload worse.
 * https://www.rabbitmq.com/docs/monitoring#health-checks
 */
function probes(
    transport: Transport,
): Pick<k8s.core.v1.Container, "startupProbe" | "readinessProbe"> {
    return {
        startupProbe: {
            httpGet: {
                path: "/api/health/checks/reached-target-cluster-size",
                port: portOf(management, transport).name,
                ...(transport.tls && { scheme: "HTTPS" }),
            },
            ...startupProbe,
            timeoutSeconds: 5,
        },
        readinessProbe: {
            tcpSocket: { port: portOf(amqp, transport).name },
            periodSeconds: 5,
            timeoutSeconds: 5,
            failureThreshold: 3,
        },
    };
}
