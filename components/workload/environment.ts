import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import { amqpUrlKey } from "../connection/amqpConnection";
import type { WorkloadSettings } from "./arguments";
import { certificateAuthorityFile, certificateAuthorityVariables } from "./certificateAuthority";
import {
    clientCertificateFile,
    clientCertificateVariables,
    clientKeyFile,
} from "./clientCertificate";
import { frameworks } from "./frameworks/catalogue";

type Variable = k8s.core.v1.EnvVar & { name: string };

/**
 * The variables of a container, those that its arguments give last. The pod's name goes into message ids, so that they
 * stay unique over all pods.
 */
export function environment(
    settings: WorkloadSettings,
    env: { [name: string]: Input<string> },
    connection: AmqpConnection,
    variables: { [name: string]: string },
): k8s.core.v1.EnvVar[] {
    const { secretEnv } = settings;
    const own = {
        ...variables,
        ...certificateAuthorityVariables(connection),
        ...clientCertificateVariables(connection),
    };
    const given = (name: string) => name in env || name in secretEnv;
    return [
        {
            name: amqpUrlKey,
            valueFrom: { secretKeyRef: { name: connection.secretName, key: amqpUrlKey } },
        },
        { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
        ...[
            ...protocolVariables(connection),
            ...replyVariables(connection),
            ...frameworkVariables(settings, connection, variables),
        ].filter(({ name }) => !given(name)),
        ...Object.entries(own)
            .filter(([name]) => !given(name))
            .map(([name, value]) => ({ name, value })),
        ...Object.entries(env).map(([name, value]) => ({ name, value })),
        ...Object.entries(secretEnv).map(([name, secretKeyRef]) => ({
            name,
            valueFrom: { secretKeyRef },
        })),
    ];
}

/**
 * What a container needs for protocols besides AMQP. The id of an MQTT client is the pod's, within what its rights are
 * for; the name by which a stream's consumers take turns, and find how far they have come, is that of all of them.
 */
function protocolVariables({ secretName, client, variables = [] }: AmqpConnection): Variable[] {
    const speaksMqtt = variables.some((variable) => variable.endsWith("MQTT_URL"));
    const speaksStream = variables.includes("STREAM_URL");
    return [
        ...variables.map((name) => ({
            name,
            valueFrom: { secretKeyRef: { name: secretName, key: name } },
        })),
        ...(speaksMqtt && client
            ? [{ name: "MQTT_CLIENT_ID", value: `${client}.$(POD_NAME)` }]
            : []),
        ...(speaksStream && client ? [{ name: "STREAM_CONSUMER_NAME", value: client }] : []),
    ];
}

/** What a container is told anyway, under the names that its framework reads. */
function frameworkVariables(
    { framework, http }: WorkloadSettings,
    {
        secretName,
        certificateAuthority,
        certificateSecretName,
        tls = certificateAuthority !== undefined,
    }: AmqpConnection,
    variables: { [name: string]: string },
): Variable[] {
    if (framework === undefined) {
        return [];
    }
    const habits = frameworks[framework];
    const told = {
        ...{ variables, tls, httpPort: http?.containerPort },
        certificateAuthority: certificateAuthority && certificateAuthorityFile,
        ...(certificateSecretName !== undefined && {
            clientCertificate: clientCertificateFile,
            clientKeyFile,
        }),
    };
    return [
        ...Object.entries(habits.secretKeys).map(([name, key]) => ({
            name,
            valueFrom: { secretKeyRef: { name: secretName, key } },
        })),
        ...Object.entries(habits.variables(told)).map(([name, value]) => ({ name, value })),
    ];
}

/** What a container needs to be answered. */
function replyVariables({ replies }: AmqpConnection): Variable[] {
    return replies === undefined
        ? []
        : [
              { name: "REPLY_EXCHANGE", value: replies.exchange },
              { name: "REPLY_QUEUE_PREFIX", value: replies.queuePrefix },
          ];
}
