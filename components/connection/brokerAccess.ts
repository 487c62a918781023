import type * as pulumi from "@pulumi/pulumi";

import { namespaceProblems } from "../kubernetes/namespaces";
import type { SecretReference } from "../kubernetes/secretReference";
import { imageProblems, objectNameProblems, secretKeyProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";

/**
 * How a topology reaches a broker that is not its own: plain data without secrets, which another stack exports or
 * a person writes down.
 */
export interface BrokerAccess {
    /** The name by which pods reach the broker. A certificate of the broker has to be for it. */
    host: pulumi.Input<string>;
    /** The AMQP port, 1 to 65535. Defaults to `5672`, or `5671` with `tls`. */
    port?: number;
    /** The port of the management API, 1 to 65535. Defaults to `15672`, or `15671` with `tls`. */
    managementPort?: number;
    /** Whether both ports are served with TLS. Defaults to `false`. */
    tls?: boolean;
    /**
     * The Secret with the certificates by which the broker is trusted. One of this name has to be in `namespace` for
     * the Jobs, and in the topology's for its workloads. Defaults to those that images trust.
     */
    certificateAuthority?: SecretReference;
    /**
     * Whether it takes connections of clients only with a certificate: each then names its `certificateSecretName`.
     * The management API has to do without. Defaults to `false`.
     */
    clientCertificates?: boolean;
    /** The namespace of the administrator's Secret, in which the Jobs of topologies run. */
    namespace: pulumi.Input<string>;
    /** The name of the Secret there that holds an administrator's `username` and `password`. */
    administratorSecretName: pulumi.Input<string>;
    /**
     * The image of the Jobs, RabbitMQ 4.3.1 or newer, whose Erlang runs them. Defaults to
     * `docker.io/library/rabbitmq:4.3.6-management`.
     */
    image?: pulumi.Input<string>;
    /**
     * The name of the broker in `namespace`, if it is a `RabbitMqBroker` or a `RabbitMqCluster`: a NetworkPolicy lets
     * the topology's pods in there. Defaults to none, for a broker that is anywhere else.
     */
    broker?: string;
    /**
     * What a tenant has on it, if the Secret is that of a tenant and not an administrator's: a topology declares with
     * it in the tenant's virtual host, and makes no users. Defaults to none.
     */
    tenant?: TenantAccess;
}

/** What the stack of a broker has made for a tenant. */
export interface TenantAccess {
    /** The virtual host that the tenant declares in. */
    virtualHost: string;
    /** The clients in it, by name. */
    clients: { [name: string]: TenantClientAccess };
}

/** A client in the virtual host of a tenant. */
export interface TenantClientAccess {
    /** The name of its Secret in the namespace of the tenant, whose key `AMQP_URL` holds the URL. */
    secretName: pulumi.Input<string>;
    /** The queues and exchanges that it may publish to. */
    publishesTo: string[];
    /** The queues that it may consume from. */
    consumesFrom: string[];
    /** The Secret there with the certificate that it shows to the broker. Defaults to none. */
    certificateSecretName?: pulumi.Input<string>;
}

/** With every default filled in. */
export type BrokerAccessSettings = ReturnType<typeof brokerAccessDefaults>;

export function brokerAccessDefaults(access: BrokerAccess, defaultImage: string) {
    const tls = access.tls ?? false;
    return {
        host: access.host,
        port: access.port ?? (tls ? 5671 : 5672),
        managementPort: access.managementPort ?? (tls ? 15671 : 15672),
        tls,
        certificateAuthority: access.certificateAuthority,
        clientCertificates: access.clientCertificates ?? false,
        namespace: access.namespace,
        administratorSecretName: access.administratorSecretName,
        image: access.image ?? defaultImage,
        broker: access.broker,
        tenant: access.tenant,
    };
}

const hostPattern = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

export function brokerAccessProblems(path: string, access: BrokerAccess): Problem[] {
    const isObject = typeof access === "object" && access !== null && !Array.isArray(access);
    if (!isObject) {
        const fix = "Take brokerAccess of a RabbitMqBroker, or write it down.";
        return [
            problem(
                path,
                access,
                "an object with host, namespace and administratorSecretName",
                fix,
            ),
        ];
    }
    const { host, namespace, administratorSecretName, certificateAuthority: ca } = access;
    return [
        ...["host", "namespace", "administratorSecretName"]
            .filter((field) => !access[field as keyof BrokerAccess])
            .map((field) =>
                problem(`${path}.${field}`, undefined, "a name", "Say where the broker is."),
            ),
        ...(typeof host !== "string" || host === "" || hostPattern.test(host)
            ? []
            : [
                  problem(
                      `${path}.host`,
                      host,
                      "a host name or an IPv4 address, without a scheme or a port",
                      "The ports are port and managementPort.",
                  ),
              ]),
        ...(namespace ? namespaceProblems(`${path}.namespace`, [namespace]) : []),
        ...(administratorSecretName === ""
            ? []
            : objectNameProblems(`${path}.administratorSecretName`, administratorSecretName)),
        ...numberProblems(`${path}.port`, access.port, 1, 65_535),
        ...numberProblems(`${path}.managementPort`, access.managementPort, 1, 65_535),
        ...objectNameProblems(`${path}.certificateAuthority.name`, ca?.name),
        ...secretKeyProblems(`${path}.certificateAuthority.key`, ca?.key),
        ...(ca !== undefined && !access.tls
            ? [
                  problem(
                      `${path}.certificateAuthority`,
                      ca,
                      "nothing without tls",
                      "Set tls to true, or leave it out.",
                  ),
              ]
            : []),
        ...imageProblems(`${path}.image`, access.image),
    ];
}
