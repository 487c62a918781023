export { AmqpConnection, AutoscalerConnection } from "./amqpConnection";
export { BrokerAlertArgs, BrokerMonitoringArgs } from "./brokerMonitoringArguments";
export {
    BrokerAutoscalerArgs,
    BrokerResourcesArgs,
    BrokerStorageArgs,
    RabbitMqBrokerArgs,
} from "./brokerArguments";
export { ConsumerAutoscalingArgs } from "./consumerAutoscaling";
export { QueueConsumer, QueueConsumerArgs } from "./queueConsumer";
export { QueueProducer, QueueProducerArgs } from "./queueProducer";
export { RabbitMqBroker } from "./rabbitMqBroker";
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
} from "./topology";
export {
    SecretReferenceArgs,
    WorkloadArgs,
    WorkloadHttpArgs,
    WorkloadResourcesArgs,
} from "./workloadArguments";
export { ConcurrencyPolicy, WorkloadScheduleArgs } from "./workloadSchedule";
