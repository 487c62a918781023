import { headlessService } from "../../../../policy/rules/port/headlessService";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const finding = (name: string, problem: string) =>
    `StatefulSet "shop/rabbitmq" spec.serviceName is "${name}", ${problem}; prod requires a headless Service for its pods. Add one with clusterIP None and the selector of the pods.`;

describeRule(headlessService, [
    {
        when: "the name of no Service",
        in: "StatefulSet/rabbitmq",
        set: { "spec.serviceName": "rabbitmq-nodes" },
        finds: [finding("rabbitmq-nodes", "which no Service in the namespace has")],
    },
    {
        when: "the name of a Service in another namespace",
        in: "Service/rabbitmq-headless",
        set: { "metadata.namespace": "elsewhere" },
        finds: [finding("rabbitmq-headless", "which no Service in the namespace has")],
    },
    {
        when: "a Service with an address of its own",
        in: "StatefulSet/rabbitmq",
        set: { "spec.serviceName": "rabbitmq" },
        finds: [finding("rabbitmq", "a Service that is not headless")],
    },
    {
        when: "a headless Service for other pods",
        in: "Service/rabbitmq-headless",
        set: { "spec.selector": { "app.kubernetes.io/name": "orders-api" } },
        finds: [finding("rabbitmq-headless", "a Service that does not select its pods")],
    },
    {
        when: "a broker without one",
        in: "StatefulSet/rabbitmq",
        set: { "spec.serviceName": undefined },
        finds: [
            'StatefulSet "shop/rabbitmq" spec.serviceName is unset; prod requires a headless Service, by which the nodes of a broker find each other. Set it to a Service with clusterIP None that selects the pods.',
        ],
    },
    {
        when: "a set without one that is no broker",
        with: [resource("apps/v1:StatefulSet", "ledger", { spec: { template: { spec: {} } } })],
        finds: [],
    },
    {
        when: "a name as not known where the name of a Service is not",
        in: "Service/rabbitmq-headless",
        set: { "metadata.name": unknown },
        finds: [],
        unknown: "metadata.name",
    },
]);
