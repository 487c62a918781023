export { AmqpConnection, AutoscalerConnection } from "./connection/amqpConnection";
export { BrokerAlertArgs, BrokerMonitoringArgs } from "./monitoring/arguments";
export {
    BrokerAutoscalerArgs,
    BrokerResourcesArgs,
    BrokerStorageArgs,
    RabbitMqBrokerArgs,
} from "./broker/arguments";
export { ConsumerAutoscalingArgs } from "./workload/autoscaling";
export { QueueConsumer, QueueConsumerArgs } from "./workload/queueConsumer";
export { QueueProducer, QueueProducerArgs } from "./workload/queueProducer";
export { RabbitMqBroker } from "./broker/rabbitMqBroker";
export {
    BindingArgs,
    ClientArgs,
    DelayedRetryArgs,
    DelayedRetryType,
    ExchangeArgs,
    ExchangeType,
    PolicyArgs,
    PolicyTarget,
    QueueArgs,
    QueueOverflow,
    QueueType,
    RotationArgs,
    TopologyArgs,
    VirtualHostArgs,
} from "./topology/arguments";
export {
    SecretReferenceArgs,
    WorkloadArgs,
    WorkloadHttpArgs,
    WorkloadResourcesArgs,
} from "./workload/arguments";
export { ConcurrencyPolicy, WorkloadScheduleArgs } from "./workload/schedule";
