import { z } from "zod";

import type {
    BrokerAutoscaler,
    BrokerResources,
    BrokerStorage,
    RabbitMqBrokerArgs,
} from "../components/broker/arguments";
import type { FederationUpstream } from "../components/broker/federationUpstreams";
import type { BrokerProtocols, Protocol } from "../components/broker/protocols";
import type { Shovel, ShovelEnd } from "../components/broker/shovels";
import type { BrokerTls, CertificateIssuer, ClientCertificates } from "../components/broker/tls";
import { IssuerKind } from "../components/broker/tls";
import { IpFamily } from "../components/kubernetes/service";
import type { BrokerAlerts, BrokerMonitoring } from "../components/monitoring/arguments";
import type { TopologyArgs } from "../components/topology/arguments";
import { pod } from "./podSchema";
import type { Shape } from "./schemaShape";
import { optionalBoolean, optionalNumber, optionalString, text } from "./schemaShape";
import { secretReference } from "./secretReferenceSchema";
import { service } from "./serviceSchema";
import { rotation } from "./topologySchema";

const brokerResources = z.strictObject({
    cpu: optionalString,
    cpuLimit: optionalString,
    memoryMiB: optionalNumber,
} satisfies Shape<BrokerResources>);

const storage = z.strictObject({
    sizeGiB: optionalNumber,
    storageClassName: optionalString,
    keepOnDelete: optionalBoolean,
    ephemeral: optionalBoolean,
} satisfies Shape<BrokerStorage>);

const alerts = z.strictObject({
    deadLetterMessages: optionalNumber,
    noConsumerMinutes: optionalNumber,
    backlogMessages: optionalNumber,
    backlogMinutes: optionalNumber,
    certificateDays: optionalNumber,
} satisfies Shape<BrokerAlerts>);

const monitoring = z.strictObject({
    labels: z.record(z.string(), z.string()).optional(),
    scrapeIntervalSeconds: optionalNumber,
    alerts: alerts.optional(),
    runbookUrl: optionalString,
    dashboardLabels: z.record(z.string(), z.string()).optional(),
} satisfies Shape<BrokerMonitoring>);

const brokerAutoscaler = z.strictObject({
    namespace: optionalString,
    ...rotation,
} satisfies Shape<BrokerAutoscaler>);

const issuer = z.strictObject({
    name: text,
    kind: z.enum(IssuerKind).optional(),
} satisfies Shape<CertificateIssuer>);

const tls = z.strictObject({
    secretName: optionalString,
    caSecretName: optionalString,
    issuer: issuer.optional(),
    selfSigned: optionalBoolean,
    plaintext: optionalBoolean,
    internode: optionalBoolean,
    clientCertificates: z
        .strictObject({
            certificateAuthority: secretReference.optional(),
        } satisfies Shape<ClientCertificates>)
        .optional(),
} satisfies Shape<BrokerTls>);

const protocol = z.strictObject({
    fromNamespaces: z.array(z.string()).optional(),
} satisfies Shape<Protocol>);

const protocols = z.strictObject({
    mqtt: protocol.optional(),
    stomp: protocol.optional(),
    stream: protocol.optional(),
    webMqtt: protocol.optional(),
    webStomp: protocol.optional(),
    amqp10: protocol.optional(),
} satisfies Shape<BrokerProtocols>);

const shovelEnd = z.strictObject({
    uri: secretReference.optional(),
    queue: optionalString,
    exchange: optionalString,
    routingKey: optionalString,
} satisfies Shape<ShovelEnd>);

const shovel = z.strictObject({
    virtualHost: optionalString,
    source: shovelEnd,
    destination: shovelEnd,
    prefetch: optionalNumber,
    reconnectDelaySeconds: optionalNumber,
} satisfies Shape<Shovel>);

const federationUpstream = z.strictObject({
    virtualHost: optionalString,
    uri: secretReference,
    exchange: optionalString,
    queue: optionalString,
    prefetch: optionalNumber,
    reconnectDelaySeconds: optionalNumber,
    maxHops: optionalNumber,
} satisfies Shape<FederationUpstream>);

export const broker = z.strictObject({
    replicas: optionalNumber,
    image: optionalString,
    resources: brokerResources.optional(),
    storage: storage.optional(),
    drainTimeoutSeconds: optionalNumber,
    requireSeparateNodes: optionalBoolean,
    clientNamespaces: z.array(z.string()).optional(),
    monitoringNamespaces: z.array(z.string()).optional(),
    monitoring: monitoring.optional(),
    autoscaler: brokerAutoscaler.optional(),
    administrator: z.strictObject(rotation).optional(),
    tls: tls.optional(),
    protocols: protocols.optional(),
    pod,
    jobPod: pod,
    service,
    ambientMesh: optionalBoolean,
    clusterDomain: optionalString,
    shovels: z.record(z.string(), shovel).optional(),
    federationUpstreams: z.record(z.string(), federationUpstream).optional(),
    ipFamily: z.enum(IpFamily).optional(),
    additionalPlugins: z.array(z.string()).optional(),
    additionalConfig: z.record(z.string(), z.string()).optional(),
    environment: z.record(z.string(), z.string()).optional(),
    advancedConfig: optionalString,
} satisfies Shape<Omit<RabbitMqBrokerArgs, "namespace" | keyof TopologyArgs>>);
