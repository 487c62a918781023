import { brokerMinimum } from "../../../../policy/rules/replica/brokerMinimum";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

describeRule(brokerMinimum, [
    {
        when: "a broker below the minimum",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": 2 },
        finds: ['StatefulSet "shop/rabbitmq" spec.replicas is 2; prod requires at least 3. Use 3.'],
    },
    {
        when: "a broker that leaves the count to Kubernetes",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": undefined },
        finds: [
            'StatefulSet "shop/rabbitmq" spec.replicas is unset, which means 1; prod requires at least 3. Use 3.',
        ],
    },
    {
        when: "a RabbitmqCluster of the operator below the minimum",
        with: [resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { spec: { replicas: 1 } })],
        finds: ['RabbitmqCluster "shop/mq" spec.replicas is 1; prod requires at least 3. Use 3.'],
    },
    {
        when: "a broker at the minimum of the environment",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": 1 },
        config: { min: 1 },
        finds: [],
    },
    {
        when: "one replica of what is no broker",
        in: "Deployment/orders-api",
        set: { "spec.replicas": 1 },
        finds: [],
    },
    {
        when: "a count that is not known yet, as not known",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": unknown },
        finds: [],
        unknown: "spec.replicas",
    },
]);
