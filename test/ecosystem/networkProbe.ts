import { execa } from "execa";

import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../../components/kubernetes/restrictedSecurity";
import { applyObjects, kubectl } from "../e2e/kubernetes";
import type { Network, Pod } from "../network/networkPolicies";

const prefix = "e2e-network-";

/** Listens on every port that it is told. */
const listen = `
const { createServer } = require("node:net");
for (const port of JSON.parse(process.argv[1])) {
    createServer((socket) => socket.destroy()).listen(port);
}`;

/** Calls every port of every address that it is told, and writes down those that answer. */
const call = `
const { connect } = require("node:net");
const answers = (host, port) => new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3000 });
    const end = (open) => { socket.destroy(); resolve(open); };
    socket.once("connect", () => end(true)).once("error", () => end(false)).once("timeout", () => end(false));
});
(async () => {
    const { addresses, ports } = JSON.parse(process.argv[1]);
    const found = [];
    for (const address of addresses) {
        const open = await Promise.all(ports.map((port) => answers(address, port)));
        found.push(ports.filter((_, index) => open[index]));
    }
    console.log(JSON.stringify(found));
})();`;

/**
 * NetworkPolicies on a real cluster, in namespaces of their own, with two pods for each pod that they are about: one
 * that calls, and one that listens on each port that is asked for, whatever its policies let in.
 */
export class NetworkProbe {
    private readonly namespaces: string[];

    constructor(
        private readonly network: Network,
        private readonly pods: Pod[],
        private readonly ports: number[],
    ) {
        const owners = [...pods, ...network.policies];
        this.namespaces = [...new Set(owners.map(({ namespace }) => namespace))];
    }

    public async start(): Promise<void> {
        const namespaces = this.namespaces.map((name) => ({
            apiVersion: "v1",
            kind: "Namespace",
            metadata: { name, labels: this.network.namespaces[name] },
        }));
        const policies = this.network.policies.map(({ namespace, spec }, index) => ({
            apiVersion: "networking.k8s.io/v1",
            kind: "NetworkPolicy",
            metadata: { name: `policy-${index}`, namespace },
            spec,
        }));
        const pods = this.pods.flatMap((pod, index) => [
            this.podOf(pod, `caller-${index}`, "setInterval(() => {}, 1e9)"),
            this.podOf(pod, `called-${index}`, listen, JSON.stringify(this.ports)),
        ]);
        await applyObjects(
            ...[...namespaces, ...policies, ...pods].map((one) => this.renamed(one)),
        );
        for (const name of this.namespaces) {
            const ready = ["--for=condition=Ready", "--timeout=120s"];
            await kubectl("wait", "pods", "--all", "-n", `${prefix}${name}`, ...ready);
        }
    }

    /** The ports that answer: by the caller, then by the one that is called, both in the order of the pods. */
    public async answers(): Promise<number[][][]> {
        const addresses = await Promise.all(
            this.pods.map((pod, index) => this.address(pod, index)),
        );
        const asked = JSON.stringify({ addresses, ports: this.ports });
        return Promise.all(
            this.pods.map(async ({ namespace }, index) => {
                const command = ["node", "-e", call, asked];
                const pod = ["-n", `${prefix}${namespace}`, `caller-${index}`];
                return JSON.parse(await kubectl("exec", ...pod, "--", ...command)) as number[][];
            }),
        );
    }

    public async remove(): Promise<void> {
        const names = this.namespaces.map((name) => `${prefix}${name}`);
        await execa("kubectl", ["delete", "namespace", "--ignore-not-found", ...names]);
    }

    private address({ namespace }: Pod, index: number): Promise<string> {
        const field = ["-o", "jsonpath={.status.podIP}"];
        return kubectl("get", "pod", "-n", `${prefix}${namespace}`, `called-${index}`, ...field);
    }

    private podOf({ namespace, labels, ports }: Pod, name: string, ...script: string[]): object {
        return {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name, namespace, labels },
            spec: {
                terminationGracePeriodSeconds: 0,
                securityContext: restrictedPodSecurity(1000),
                containers: [
                    {
                        name: "node",
                        image: "consumer:1.0",
                        command: ["node", "-e", ...script],
                        ports,
                        securityContext: restrictedContainerSecurity,
                    },
                ],
            },
        };
    }

    /** Names of namespaces are in labels and selectors as well: both sides change alike. */
    private renamed(object: object): object {
        const text = JSON.stringify(object, (_, value: unknown) =>
            typeof value === "string" && this.namespaces.includes(value)
                ? `${prefix}${value}`
                : value,
        );
        return JSON.parse(text) as object;
    }
}
