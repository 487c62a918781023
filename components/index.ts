export { AmqpConnection, AutoscalerConnection, Replies } from "./connection/amqpConnection";
export { BrokerAccess, TenantAccess, TenantClientAccess } from "./connection/brokerAccess";
export { BrokerAlerts, BrokerMonitoring } from "./monitoring/arguments";
export {
    BrokerAutoscaler,
    BrokerResources,
    BrokerStorage,
    RabbitMqBrokerArgs,
} from "./broker/arguments";
export { NodeConfiguration } from "./broker/nodeConfiguration";
export { BrokerProtocols, Protocol } from "./broker/protocols";
export { Shovel, ShovelEnd } from "./broker/shovels";
export { FederationUpstream } from "./broker/federationUpstreams";
export { BrokerTls, CertificateIssuer, ClientCertificates, IssuerKind } from "./broker/tls";
export { ConsumerAutoscaling } from "./workload/autoscaling";
export { ConsumerCapacity } from "./workload/capacity";
export { Destination } from "./workload/destination";
export { Framework } from "./workload/frameworks/framework";
export { QueueConsumer, QueueConsumerArgs } from "./workload/queueConsumer";
export { QueueProducer, QueueProducerArgs } from "./workload/queueProducer";
export { RabbitMqTopology } from "./team/rabbitMqTopology";
export { RabbitMqTopologyArgs } from "./team/arguments";
export { RabbitMqCluster } from "./operated/rabbitMqCluster";
export { ClusterStorage, ClusterTls, RabbitMqClusterArgs } from "./operated/arguments";
export { RabbitMqBroker } from "./broker/rabbitMqBroker";
export { Binding, Exchange, ExchangeType, TopologyArgs, VirtualHost } from "./topology/arguments";
export {
    Client,
    MqttTopics,
    PasswordSecret,
    Rotation,
    Tenant,
    TenantClient,
    TopologyClient,
} from "./topology/client";
export { OperatorPolicy, Policy, PolicyTarget } from "./topology/policy";
export {
    DeadLetterLimits,
    DelayedRetry,
    DelayedRetryType,
    Queue,
    QueueOverflow,
    QueueType,
} from "./topology/queue";
export { PodOptions, PodProbes, PodServiceAccount, ProbeNumbers } from "./kubernetes/pod/options";
export {
    ExternalTrafficPolicy,
    IpFamily,
    IpFamilyPolicy,
    ServiceOptions,
    ServiceType,
} from "./kubernetes/service";
export { SecretReference } from "./kubernetes/secretReference";
export { WorkloadArgs, WorkloadHttp, WorkloadResources } from "./workload/arguments";
export { WorkloadRun } from "./workload/runOnce";
export { ConcurrencyPolicy, WorkloadSchedule } from "./workload/schedule";
