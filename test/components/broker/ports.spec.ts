import assert from "node:assert/strict";

import { brokerNetworkPolicySpec } from "../../../components/broker/networkPolicy";
import { brokerPorts } from "../../../components/broker/ports";
import { enabledPlugins } from "../../../components/broker/rabbitMqConf";
import { brokerServiceSpec, headlessServiceSpec } from "../../../components/broker/services";
import { serviceDefaults } from "../../../components/kubernetes/service";

const reach = {
    clientNamespaces: [],
    monitoringNamespaces: [],
    autoscaler: undefined,
    tls: undefined,
    service: serviceDefaults(),
    ambientMesh: false,
    tenants: {},
};

describe("brokerPorts", () => {
    it("are each in one of the two Services", () => {
        const services = [brokerServiceSpec("mq", reach), headlessServiceSpec("mq", reach.service)];
        const served = services.flatMap(({ ports }) => (ports as { name: string }[]) ?? []);
        assert.deepEqual(
            served.map(({ name }) => name),
            brokerPorts(reach).map(({ name }) => name),
        );
    });

    it("bring the plugins that listen on them", () => {
        assert.equal(
            enabledPlugins([]),
            "[rabbitmq_management,rabbitmq_peer_discovery_k8s,rabbitmq_prometheus].\n",
        );
    });

    it("are closed to everybody while nobody is named who may reach them", () => {
        const rules = brokerNetworkPolicySpec("mq", reach).ingress as {
            from: object[];
            ports: { port: string | number }[];
        }[];
        assert.deepEqual(
            rules.map(({ from, ports }) => [from.length, ...ports.map(({ port }) => port)]),
            [
                [1, "amqp"],
                [1, "management"],
                [1, "epmd", "cluster-rpc", 35672, 6000],
            ],
        );
    });
});
