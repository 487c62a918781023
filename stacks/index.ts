import { Namespace } from "@pulumi/kubernetes/core/v1";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { QueueConsumer, QueueProducer, RabbitMqBroker } from "../components/index";
import { labelValue, ownerLabels } from "../components/kubernetes/labels";
import { clusterAccess } from "./clusterAccess";
import { clusterOwners } from "./owners";
import { namespaceGuard, objectsGuard } from "./ownershipGuard";
import { brokerName, readSettings } from "./settings";

// The SDK takes dozens of stack traces for each resource. Two frames say where a failure comes from.
Error.stackTraceLimit = 2;

const settings = readSettings(pulumi.getProject(), pulumi.runtime.allConfig());
const { kubeconfig, context } = clusterAccess(settings, process.env);

const provider = new Provider("cluster", {
    // It may hold a token, and the provider does not treat it as a secret by itself.
    kubeconfig: kubeconfig === undefined ? undefined : pulumi.secret(kubeconfig),
    context,
    // The identifier keeps an edit of the kubeconfig from replacing everything in the cluster.
    clusterIdentifier: context,
});

const self = {
    project: labelValue(pulumi.getProject()),
    stack: labelValue(pulumi.getStack()),
};
const owners = clusterOwners({ kubeconfig, context });
const options = {
    provider,
    hooks: { beforeCreate: [objectsGuard(self, settings.namespace, owners)] },
};

const namespace = settings.createNamespace
    ? new Namespace(
          settings.namespace,
          {
              metadata: {
                  name: settings.namespace,
                  labels: { ...ownerLabels(), "pod-security.kubernetes.io/enforce": "restricted" },
              },
          },
          {
              provider,
              hooks: { beforeCreate: [namespaceGuard(self, owners)] },
              // It takes all that it holds with it, volumes and other stacks' objects too: only a person deletes it.
              retainOnDelete: true,
          },
      ).metadata.name
    : settings.namespace;

const broker = new RabbitMqBroker(brokerName, { ...settings.broker, namespace }, options);

for (const [name, producer] of Object.entries(settings.producers)) {
    const connection = broker.connectionFor(name);
    new QueueProducer(name, { ...producer, connection }, options);
}
for (const [name, consumer] of Object.entries(settings.consumers)) {
    const connection = broker.connectionFor(name);
    new QueueConsumer(name, { ...consumer, connection }, options);
}

export const brokerHost = broker.host;
export const administratorSecret = broker.administratorSecretName;
export const connections = broker.connections;
export const brokerAccess = broker.brokerAccess;
export const tenants = broker.tenants;
