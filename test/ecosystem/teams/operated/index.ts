import { Namespace, Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { RabbitMqCluster } from "../../../../components/index";

const config = new pulumi.Config("queue-workloads");
const name = config.require("namespace");

const namespace = new Namespace(name, { metadata: { name } }).metadata.name;
const certificate = new Secret("certificate", {
    metadata: { name: "rabbit-tls", namespace },
    stringData: config.requireObject<{ [file: string]: string }>("certificate"),
});

const cluster = new RabbitMqCluster(
    "rabbit",
    {
        namespace,
        replicas: config.requireNumber("replicas"),
        resources: { cpu: "50m", memoryMiB: 512 },
        storage: { sizeGiB: 2 },
        tls: { secretName: "rabbit-tls" },
        additionalConfig: config.getObject<{ [key: string]: string }>("additionalConfig"),
    },
    { dependsOn: certificate },
);

export const brokerAccess = cluster.brokerAccess;
