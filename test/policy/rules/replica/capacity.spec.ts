import { capacity } from "../../../../policy/rules/replica/capacity";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource } from "../../shopStack";

const worker = "Deployment/orders-worker";
const load = (arrivals: string, served: string) => ({
    "metadata.annotations": {
        "queue-workloads/arrivals-per-second": arrivals,
        "queue-workloads/served-per-second": served,
    },
});
const scaler = (spec: object) =>
    resource("keda.sh/v1alpha1:ScaledObject", "orders-worker", {
        spec: { scaleTargetRef: { name: "orders-worker" }, ...spec },
    });
const tooFew = (served: number, pods: number, arriving: number, needed: number) =>
    `Deployment "shop/orders-worker" serves up to ${served} messages a second with ${pods} pods, and ${arriving} arrive. Allow ${needed} pods.`;

describeRule(capacity, [
    {
        when: "a consumer that serves less than arrives",
        in: worker,
        set: load("40", "12.5"),
        finds: [tooFew(37.5, 3, 40, 4)],
    },
    {
        when: "one that serves as much as arrives, whose backlog never drains",
        in: worker,
        set: load("37.5", "12.5"),
        finds: [tooFew(37.5, 3, 37.5, 4)],
    },
    {
        when: "one that serves more than arrives",
        in: worker,
        set: load("37", "12.5"),
        finds: [],
    },
    {
        when: "one that is busier than the environment allows",
        in: worker,
        set: load("31", "12.5"),
        config: { maxUtilization: 0.8 },
        finds: [tooFew(37.5, 3, 31, 4)],
    },
    {
        when: "one without replicas of its own, which has one pod",
        in: worker,
        set: { ...load("20", "15"), "spec.replicas": undefined },
        finds: [tooFew(15, 1, 20, 2)],
    },
    {
        when: "one whose autoscaler may run enough pods",
        in: worker,
        set: { ...load("40", "12.5"), "spec.replicas": undefined },
        with: [scaler({ maxReplicaCount: 4 })],
        finds: [],
    },
    {
        when: "one whose autoscaler may not, whatever runs now",
        in: worker,
        set: { ...load("40", "12.5"), "spec.replicas": 9 },
        with: [scaler({ maxReplicaCount: 2 })],
        finds: [tooFew(25, 2, 40, 4)],
    },
    {
        when: "one whose number of pods is not known yet",
        in: worker,
        set: { ...load("40", "12.5"), "spec.replicas": unknown },
        finds: [],
        unknown: "spec.replicas",
    },
    {
        when: "a rate that is no number, or none above zero",
        in: worker,
        set: load("many", "0"),
        finds: ["arrivals", "served"].map((rate, index) => {
            const value = index === 0 ? "many" : "0";
            return `Deployment "shop/orders-worker" metadata.annotations["queue-workloads/${rate}-per-second"] is "${value}"; prod requires a number of messages above 0. Write it as a number, such as 12.5.`;
        }),
    },
    {
        when: "a workload that says only one of the two",
        in: worker,
        set: { "metadata.annotations": { "queue-workloads/arrivals-per-second": "50" } },
        finds: [],
    },
]);
