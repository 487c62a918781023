import assert from "node:assert/strict";

import { networks } from "../../../local/cluster/addresses";
import { clusterNode, grownTo, possibleNodes } from "../../../local/cluster/clusterNode";
import { nodeDaemonsOf } from "../../../local/cluster/daemons";
import { networkScript } from "../../../local/cluster/network";
import { volumesProblem } from "../../../local/cluster/removedNodes";

describe("the nodes of the local cluster", () => {
    const both = [networks.IPv4, networks.IPv6];
    const numbers = (nodes: { number: number }[]) => nodes.map(({ number }) => number);

    it("have names, addresses, networks, folders and groups of their own", () => {
        const nodes = possibleNodes.map(({ number }) => clusterNode(number, both));
        for (const field of [
            "name",
            "addresses",
            "pods",
            "controlGroup",
            "namespacesDir",
        ] as const) {
            const values = nodes.flatMap((node) => node[field]);
            assert.ok(values.length >= nodes.length);
            assert.equal(new Set(values).size, values.length, values.join(" "));
        }
        const folders = possibleNodes.flatMap(({ paths }) => Object.values(paths));
        assert.equal(new Set(folders).size, folders.length);
    });

    it("keep the networks of their pods apart from that of Services", () => {
        const nodes = possibleNodes.map(({ number }) => clusterNode(number, both));
        for (const { services } of both) {
            const [network] = services.split("/");
            assert.ok(!nodes.some(({ pods }) => pods.some((one) => one.startsWith(`${network}/`))));
        }
    });

    it("are in the group of the first one, with which all of them end", () => {
        const [first, ...others] = possibleNodes;
        assert.ok(
            others.every(({ controlGroup }) => controlGroup.startsWith(`${first!.controlGroup}/`)),
        );
    });

    it("find the way to the pods of all others", () => {
        const script = networkScript(clusterNode(2)).join("\n");
        assert.match(script, /ip route add 10\.201\.0\.0\/16 via 10\.200\.0\.1$/m);
        assert.match(script, /ip route add 10\.204\.0\.0\/16 via 10\.200\.0\.3$/m);
        assert.doesNotMatch(script, /ip route add 10\.203\./);
    });

    it("become more by the first free numbers, and never fewer by that", () => {
        assert.deepEqual(numbers(grownTo(3, [clusterNode(1)])), [1, 2, 3]);
        assert.deepEqual(numbers(grownTo(3, [clusterNode(1), clusterNode(3)])), [1, 3, 2]);
        assert.deepEqual(numbers(grownTo(1, [clusterNode(1), clusterNode(2)])), [1, 2]);
    });

    it("each run a runtime, a kubelet and a proxy under names of their own", () => {
        const tools = {
            kubernetes: "/k8s",
            coredns: "",
            pause: "",
            localProvisioner: "",
            networkPolicies: "",
        };
        const names = [1, 2].flatMap((number) =>
            Object.values(nodeDaemonsOf(tools, clusterNode(number))).map(({ name }) => name),
        );
        assert.deepEqual(names, [
            ...["containerd", "kubelet", "kube-proxy"],
            ...["containerd-2", "kubelet-2", "kube-proxy-2"],
        ]);
    });
});

describe("a node that is to be removed", () => {
    const volume = (node: string) => ({
        spec: {
            claimRef: { namespace: "shop", name: "data-rabbitmq-1" },
            nodeAffinity: {
                required: {
                    nodeSelectorTerms: [
                        {
                            matchExpressions: [
                                { key: "kubernetes.io/hostname", operator: "In", values: [node] },
                            ],
                        },
                    ],
                },
            },
        },
    });

    it("is refused while a volume is on it, with the claim that wants it", () => {
        assert.deepEqual(volumesProblem("local-2", [volume("local-1"), volume("local-2")]), [
            "local-2 holds volumes of shop/data-rabbitmq-1.",
        ]);
    });

    it("may go when the volumes are on others", () => {
        assert.deepEqual(volumesProblem("local-2", [volume("local-1")]), []);
    });
});
