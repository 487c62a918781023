import assert from "node:assert/strict";

import { firstNode } from "../../../local/cluster/clusterNode";
import { daemonsOf } from "../../../local/cluster/daemons";

describe("the daemons of the node", () => {
    const daemons = daemonsOf(
        {
            kubernetes: "/k8s",
            coredns: "/dns",
            pause: "/pause",
            localProvisioner: "/volumes",
            networkPolicies: "/policies",
        },
        [firstNode],
    );

    it("have names of their own: a control group and a log each", () => {
        const names = daemons.map((one) => one.name);
        assert.equal(new Set(names).size, names.length);
    });

    it("run in the node's network, except for the port on 127.0.0.1", () => {
        const onMachine = daemons.filter((one) => one.runsIn === "machine");
        assert.deepEqual(
            onMachine.map((one) => one.name),
            ["api-port"],
        );
        assert.match(onMachine[0]?.args[0] ?? "", /^TCP-LISTEN:\d+,bind=127\.0\.0\.1,/);
    });

    it("run the programs that were built", () => {
        const built = daemons.filter((one) => one.command.startsWith("/"));
        assert.deepEqual(
            built.map((one) => one.command),
            [
                "/k8s/kube-apiserver",
                "/k8s/kube-controller-manager",
                "/k8s/kube-scheduler",
                "/dns",
                "/volumes",
                "/k8s/kubelet",
                "/k8s/kube-proxy",
                "/policies",
            ],
        );
    });

    it("take no secret on the command line", () => {
        const text = daemons.flatMap((one) => one.args).join(" ");
        assert.doesNotMatch(text, /token=|password=|PRIVATE KEY/);
    });
});
