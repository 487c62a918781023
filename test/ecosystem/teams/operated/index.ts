import { Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { RabbitMqCluster } from "../../../../components/index";

const config = new pulumi.Config("queue-workloads");
const name = config.require("namespace");

const cluster = new RabbitMqCluster("rabbit", {
    namespace: new Namespace(name, { metadata: { name } }).metadata.name,
    replicas: config.requireNumber("replicas"),
    resources: { cpu: "50m", memoryMiB: 512 },
    storage: { sizeGiB: 2 },
    additionalConfig: config.getObject<{ [key: string]: string }>("additionalConfig"),
});

export const brokerAccess = cluster.brokerAccess;
