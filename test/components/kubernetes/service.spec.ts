import assert from "node:assert/strict";

import type { ServiceOptions } from "../../../components/index";
import {
    ExternalTrafficPolicy,
    IpFamily,
    IpFamilyPolicy,
    ServiceType,
} from "../../../components/index";
import { serviceDefaults, serviceProblems } from "../../../components/kubernetes/service";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { problemLines } from "../problemLines";
import type { ShopChanges } from "../shop";
import { shop, types } from "../shop";

const lines = (service: ServiceOptions) => problemLines(serviceProblems("service", service));

const made = (changes: ShopChanges) => runProgram(shop(changes));

const dual = {
    ipFamilies: [IpFamily.IPv6, IpFamily.IPv4],
    ipFamilyPolicy: IpFamilyPolicy.PreferDualStack,
};

const outside: ServiceOptions = {
    type: ServiceType.LoadBalancer,
    annotations: { "networking.gke.io/load-balancer-type": "Internal" },
    sourceRanges: ["10.20.0.0/16", "2001:db8::/32"],
};

const peers = ["10.20.0.0/16", "2001:db8::/32"].map((cidr) => ({ ipBlock: { cidr } }));

describe("The Service of a broker", () => {
    it("is not waited for, since its annotations change with each queue, unless somebody wants it", async () => {
        const awaited = "pulumi.com/skipAwait";
        const skipped = async (annotations = {}) => {
            const { get } = await made({ broker: { service: { annotations } } });
            const { inputs } = get(types.service, "rabbitmq");
            return valueAt(inputs, "metadata", "annotations", awaited);
        };
        assert.equal(await skipped(), "true");
        assert.equal(await skipped({ [awaited]: "false" }), "false");
    });

    it("has the annotations and the families of addresses that it is given, and its nodes' as well", async () => {
        const service = { ...dual, annotations: { note: "x" } };
        const { get } = await made({ broker: { service } });
        for (const name of ["rabbitmq", "rabbitmq-nodes"]) {
            const { inputs } = get(types.service, name);
            assert.deepEqual(valueAt(inputs, "spec", "ipFamilies"), ["IPv6", "IPv4"]);
            assert.equal(valueAt(inputs, "spec", "ipFamilyPolicy"), "PreferDualStack");
        }
        const { inputs } = get(types.service, "rabbitmq");
        const annotations = valueAt(inputs, "metadata", "annotations") as object;
        assert.ok("note" in annotations && "queue-workloads/queue-types" in annotations);
    });

    it("stays inside the cluster: what is outside has one of its own, for nothing but AMQP", async () => {
        const { get } = await made({ broker: { service: outside } });
        assert.equal(valueAt(get(types.service, "rabbitmq").inputs, "spec", "type"), "ClusterIP");
        const { inputs } = get(types.service, "rabbitmq-external");
        assert.deepEqual(valueAt(inputs, "metadata", "annotations"), outside.annotations);
        assert.deepEqual(inputs["spec"], {
            type: "LoadBalancer",
            externalTrafficPolicy: "Local",
            loadBalancerSourceRanges: ["10.20.0.0/16", "2001:db8::/32"],
            selector: valueAt(get(types.service, "rabbitmq").inputs, "spec", "selector"),
            ports: [{ name: "amqp", port: 5672, targetPort: "amqp", appProtocol: "amqp" }],
        });
        const rules = valueAt(get(types.networkPolicy, "rabbitmq").inputs, "spec", "ingress");
        const [amqp, ...others] = rules as { from: object[]; ports: { port: string }[] }[];
        assert.deepEqual(amqp!.from.slice(1), peers);
        assert.ok(!JSON.stringify(others).includes("ipBlock"));
    });
});

describe("The Service of a workload", () => {
    it("is of the type that it is given, for those outside who are named", async () => {
        const service = { ...outside, ...dual, type: ServiceType.NodePort };
        const { get } = await made({ producer: { http: {}, service } });
        const { inputs } = get(types.service, "orders-api");
        assert.equal(valueAt(inputs, "spec", "type"), "NodePort");
        assert.equal(valueAt(inputs, "spec", "externalTrafficPolicy"), "Local");
        assert.equal(valueAt(inputs, "spec", "ipFamilyPolicy"), "PreferDualStack");
        assert.deepEqual(valueAt(inputs, "metadata", "annotations"), outside.annotations);
        const policy = get(types.networkPolicy, "orders-api").inputs;
        assert.deepEqual(
            (valueAt(policy, "spec", "ingress", 0, "from") as object[]).slice(1),
            peers,
        );
    });
});

describe("serviceProblems", () => {
    it("takes the defaults, and every type with those who may call", () => {
        assert.deepEqual(lines({}), []);
        assert.deepEqual(lines(outside), []);
        assert.equal(serviceDefaults(outside).externalTrafficPolicy, ExternalTrafficPolicy.Local);
    });

    it("refuses a way in by which nobody may come", () => {
        assert.deepEqual(lines({ type: ServiceType.NodePort }), [
            "service.sourceRanges is []; allowed: at least one with NodePort. Nobody from outside would be let in: name those who may call.",
        ]);
    });

    it("refuses what is for those outside where there is no way in", () => {
        assert.deepEqual(
            lines({
                externalTrafficPolicy: ExternalTrafficPolicy.Cluster,
                sourceRanges: ["10.0.0.0/8"],
            }),
            [
                'service.externalTrafficPolicy is "Cluster"; allowed: nothing with ClusterIP. Nobody from outside reaches it: remove it, or set type.',
                'service.sourceRanges is ["10.0.0.0/8"]; allowed: nothing with ClusterIP. Nobody from outside reaches it: remove it, or set type.',
            ],
        );
    });

    it("refuses what is no range of addresses, no family and no key", () => {
        const wrong = {
            type: "Balanced" as ServiceType,
            annotations: { "not a key": "" },
            ipFamilies: ["IPv5" as IpFamily],
            sourceRanges: ["10.0.0.0", "10.0.0.0/33", "home/8"],
        };
        assert.deepEqual(
            lines(wrong).map((line) => line.split("; ")[0]),
            [
                'service.type is "Balanced"',
                'service.annotations is "not a key"',
                'service.ipFamilies[0] is "IPv5"',
                'service.sourceRanges is "10.0.0.0"',
                'service.sourceRanges is "10.0.0.0/33"',
                'service.sourceRanges is "home/8"',
            ],
        );
    });
});

describe("In Istio's ambient mode", () => {
    it("those who are let in are let in by the mesh's port as well, and probes by those that they ask", async () => {
        const { get } = await made({
            broker: { ambientMesh: true },
            producer: { http: {}, ambientMesh: true },
        });
        for (const [name, probed] of [
            ["rabbitmq", ["amqp", "management"]],
            ["orders-api", ["http"]],
        ] as const) {
            const policy = get(types.networkPolicy, name).inputs;
            const rules = valueAt(policy, "spec", "ingress") as {
                from: object[];
                ports: { port: string | number }[];
            }[];
            const probes = rules.pop()!;
            assert.deepEqual(probes.from, [{ ipBlock: { cidr: "169.254.7.127/32" } }]);
            assert.deepEqual(
                probes.ports.map(({ port }) => port),
                probed,
            );
            assert.ok(rules.length > 0);
            for (const { from, ports } of rules) {
                assert.ok(from.length > 0);
                assert.equal(ports.at(-1)!.port, 15008);
            }
        }
    });

    it("a workload that nobody calls stays closed", async () => {
        const { get } = await made({ consumer: { ambientMesh: true } });
        const policy = get(types.networkPolicy, "orders-worker").inputs;
        assert.equal(valueAt(policy, "spec", "ingress"), undefined);
    });
});
