/** Types of what holds data, `*` standing for any text: Kubernetes, what operators run, and the common clouds. */
const defaultPatterns: readonly string[] = [
    "kubernetes:apps/*:StatefulSet",
    "kubernetes:core/*:PersistentVolumeClaim",
    "kubernetes:core/*:PersistentVolume",
    "kubernetes:core/*:Namespace",
    // With a definition go all objects of its kind.
    "kubernetes:apiextensions.k8s.io/*:CustomResourceDefinition",
    "kubernetes:helm.sh/*:Release",
    "kubernetes:snapshot.storage.k8s.io/*:VolumeSnapshot*",
    "kubernetes:rabbitmq.com/*:RabbitmqCluster",
    "kubernetes:rabbitmq.com/*:Queue",
    "kubernetes:rabbitmq.com/*:Vhost",
    "kubernetes:postgresql.cnpg.io/*:Cluster",
    "kubernetes:kafka.strimzi.io/*:Kafka*",
    "kubernetes:*:*Database",
    "rabbitmq:index/*:Queue",
    "rabbitmq:index/*:VHost",
    "cloudamqp:index/*:Instance",
    "docker:index/*:Volume",
    ...["Database", "DatabaseCluster", "DatabaseInstance", "DbInstance", "DBInstance"].map(ofAny),
    ...["Bucket", "BucketV2", "Table", "TopicSubscription", "FileSystem", "Volume", "Disk"].map(
        ofAny,
    ),
    "aws*:rds*:*Cluster",
    "aws*:rds*:Instance",
    "aws*:mq*:Broker",
    "aws*:sqs*:Queue",
    "aws*:kinesis*:Stream",
    "aws*:kms*:Key",
    "aws*:elasticache*:*",
    "aws*:opensearch*:Domain",
    "aws*:docdb*:Cluster",
    "aws*:msk*:Cluster",
    "azure*:storage*:*Account",
    "azure*:storage*:*Container",
    "azure*:storage*:*Share",
    "azure*:db*:*Server",
    "azure*:sql*:*Server",
    "azure*:documentdb*:*",
    "azure*:cosmosdb*:*",
    "azure*:servicebus*:Queue",
    "azure*:servicebus*:Topic",
    "azure*:servicebus*:Namespace",
    "azure*:keyvault*:*Vault",
    "gcp:sql/*:DatabaseInstance",
    "gcp:spanner/*:Instance",
    "gcp:bigquery/*:Dataset",
    "gcp:bigtable/*:Instance",
    "gcp:pubsub/*:Subscription",
    "gcp:redis/*:Instance",
];

function ofAny(kind: string): string {
    return `*:${kind}`;
}

export type TypeTest = (type: string) => boolean;

/** The test for types that hold data: those that are known, and those that a team adds. */
export function typesHoldingData(furtherPatterns: readonly string[] = []): TypeTest {
    const patterns = [...defaultPatterns, ...furtherPatterns].map(
        (pattern) => new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`),
    );
    return (type) => patterns.some((pattern) => pattern.test(type));
}

function escaped(text: string): string {
    return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
