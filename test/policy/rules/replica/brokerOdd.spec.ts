import { brokerOdd } from "../../../../policy/rules/replica/brokerOdd";
import { describeRule } from "../../describeRule";

describeRule(brokerOdd, [
    {
        when: "two replicas of a broker",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": 2 },
        finds: [
            'StatefulSet "shop/rabbitmq" spec.replicas is 2; prod requires an odd count (1, 3, 5, 7). Use 3.',
        ],
    },
    {
        when: "more replicas of a broker than are of use",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": 9 },
        finds: [
            'StatefulSet "shop/rabbitmq" spec.replicas is 9; prod requires an odd count (1, 3, 5, 7). Use 7.',
        ],
    },
    {
        when: "five replicas of a broker",
        in: "StatefulSet/rabbitmq",
        set: { "spec.replicas": 5 },
        finds: [],
    },
    {
        when: "two replicas of what is no broker",
        in: "Deployment/orders-api",
        set: { "spec.replicas": 2 },
        finds: [],
    },
]);
