import { equal } from "node:assert/strict";

import { isBroker } from "../../../policy/kubernetes/broker";
import { kubernetesObjects } from "../../../policy/kubernetes/object";
import { resource } from "../shopStack";

interface Pod {
    labels?: object;
    image?: string;
    ports?: number[];
    initImage?: string;
}

function isBrokerOf(type: string, { labels, image, ports, initImage }: Pod): boolean {
    const containers = [
        { name: "one", image, ports: ports?.map((containerPort) => ({ containerPort })) },
    ];
    const initContainers = initImage === undefined ? [] : [{ name: "init", image: initImage }];
    const template = { metadata: { labels }, spec: { containers, initContainers } };
    const [object] = kubernetesObjects(resource(type, "one", { spec: { template } }));
    return !!object && isBroker(object);
}

describe("a RabbitMQ broker", () => {
    for (const image of [
        "rabbitmq",
        "rabbitmq:4-management",
        "docker.io/library/rabbitmq:4.1.0",
        "registry.example.com:5000/mirror/rabbitmq@sha256:0123",
        "bitnami/rabbitmq:4",
        "rabbitmq/rabbitmq-server:4",
        "example/rabbitmq-delayed-message-exchange:4.1",
        "vmware/tanzu-rabbitmq:4",
    ]) {
        it(`is known by the image ${image}`, () => {
            equal(isBrokerOf("apps/v1:StatefulSet", { image }), true);
        });
    }

    for (const image of [
        "rabbitmq/perf-test:2.20",
        "rabbitmq-exporter:1",
        "shop/my-rabbitmq:1",
        "rabbitmq-producer",
        "rabbitmq.example.com/shop/api:1",
    ]) {
        it(`is not taken for one by the image ${image}`, () => {
            equal(isBrokerOf("apps/v1:StatefulSet", { image }), false);
        });
    }

    for (const ports of [
        [5672, 4369],
        [5671, 15671],
        [5672, 15672],
        [5671, 15691],
        [5672, 15692],
        [5672, 25672],
    ]) {
        it(`is known by the ports ${ports.join(" and ")} of one container`, () => {
            equal(isBrokerOf("apps/v1:Deployment", { image: "mq:1", ports }), true);
        });
    }

    for (const ports of [[5672], [5672, 61616, 8161], [15672], [8080]]) {
        it(`is not taken for one by the ports ${ports.join(", ")}`, () => {
            equal(isBrokerOf("apps/v1:StatefulSet", { image: "other:1", ports }), false);
        });
    }

    it("is known by its label, and by being a RabbitmqCluster", () => {
        const labels = { "app.kubernetes.io/component": "rabbitmq" };
        equal(isBrokerOf("apps/v1:StatefulSet", { labels }), true);
        equal(isBrokerOf("rabbitmq.com/v1beta1:RabbitmqCluster", {}), true);
    });

    it("is none where RabbitMQ's image only prepares something or runs once", () => {
        equal(isBrokerOf("apps/v1:Deployment", { image: "api:1", initImage: "rabbitmq:4" }), false);
        equal(isBrokerOf("batch/v1:Job", { image: "rabbitmq:4" }), false);
    });
});
