import { scaleToZero } from "../../../../policy/rules/replica/scaleToZero";
import { describeRule } from "../../describeRule";
import { resource } from "../../shopStack";

const scaled = (spec: object) => [
    resource("keda.sh/v1alpha1:ScaledObject", "orders", {
        spec: { scaleTargetRef: { name: "orders-worker" }, ...spec },
    }),
];
const trigger = (metadata: object, type = "rabbitmq") => ({ type, metadata });
const http = trigger({ protocol: "http", queueName: "orders" });
const blind = (key: string, is: string, fix: string) =>
    `ScaledObject "shop/orders" spec.triggers[0].metadata.${key} is ${is}; prod requires unacknowledged messages to count, so that no pod is stopped at its work. ${fix}, or set spec.minReplicaCount: 1.`;
const overAmqp = (protocol: string) =>
    blind("protocol", `${protocol}, which asks over AMQP`, "Use http");
const ownLoad =
    'ScaledObject "shop/orders" scales to zero by the load of its own pods, of which there are none then. Set spec.minReplicaCount: 1, or add a trigger that counts messages.';
const idle = (is: string) =>
    `ScaledObject "shop/orders" spec.idleReplicaCount is ${is}; prod requires 0, below minReplicaCount. Remove it, or use 0 and a minReplicaCount from 1.`;

describeRule(scaleToZero, [
    {
        when: "a trigger over AMQP, which does not see the messages in work",
        with: scaled({ triggers: [trigger({ protocol: "amqp" })] }),
        finds: [overAmqp("amqp")],
    },
    {
        when: "one whose host says that it asks over AMQP",
        with: scaled({ triggers: [trigger({ host: "amqps://rabbitmq:5671" })] }),
        finds: [overAmqp("auto")],
    },
    {
        when: "one that leaves unacknowledged messages out by itself",
        with: scaled({
            triggers: [trigger({ protocol: "http", excludeUnacknowledged: "true" })],
        }),
        finds: [blind("excludeUnacknowledged", "true", "Remove it")],
    },
    {
        when: "one over HTTP, and one whose host is not in the object",
        with: scaled({ triggers: [http, trigger({ hostFromEnv: "BROKER" })] }),
        finds: [],
    },
    {
        when: "a trigger over AMQP where one pod always runs",
        with: scaled({ minReplicaCount: 1, triggers: [trigger({ protocol: "amqp" })] }),
        finds: [],
    },
    {
        when: "a trigger over AMQP where none runs when idle",
        with: scaled({
            minReplicaCount: 2,
            idleReplicaCount: 0,
            triggers: [trigger({ protocol: "amqp" })],
        }),
        finds: [overAmqp("amqp")],
    },
    {
        when: "nothing but the load of pods that are gone, or no trigger at all",
        with: [
            ...scaled({ triggers: [trigger({ value: "50" }, "cpu"), trigger({}, "memory")] }),
            ...scaled({ triggers: [] }),
        ],
        finds: [ownLoad, ownLoad],
    },
    {
        when: "the load of pods beside a queue",
        with: scaled({ triggers: [trigger({ value: "50" }, "cpu"), http] }),
        finds: [],
    },
    {
        when: "an idle count that KEDA refuses",
        with: [
            ...scaled({ minReplicaCount: 2, idleReplicaCount: 1, triggers: [http] }),
            ...scaled({ idleReplicaCount: 0, triggers: [http] }),
        ],
        finds: [idle("1 with minReplicaCount 2"), idle("0 with minReplicaCount 0")],
    },
]);
