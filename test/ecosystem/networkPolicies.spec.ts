import assert from "node:assert/strict";

import { waitFor } from "../e2e/waitFor";
import type { Recording } from "../harness";
import { runProgram, runStack } from "../harness";
import { exampleWithNamespaces } from "../network/exampleWithNamespaces";
import { exampleNamespaces } from "../network/networkDocs";
import { mayTalk } from "../network/networkPolicies";
import { inhabitants } from "../network/networkTable";
import { edgePorts } from "../network/openPorts";
import { recordedNetwork } from "../network/recordedNetwork";
import { NetworkProbe } from "./networkProbe";

/** As docs/network.md has them: two environments that differ, and a program of one's own. */
const programs: [title: string, record: () => Promise<Recording>, namespaces?: string[]][] = [
    ["stack local", () => runStack("local")],
    ["stack prod, over TLS", () => runStack("prod")],
    ["every argument in use", () => runProgram(exampleWithNamespaces), exampleNamespaces],
];

describe("NetworkPolicies that the cluster enforces", () => {
    for (const [title, record, namespaces] of programs) {
        describe(title, () => {
            let probe: NetworkProbe;
            let expected: { [from: string]: { [to: string]: number[] } };
            let names: string[];

            before(async function () {
                this.timeout(240_000);
                const recording = await record();
                const network = recordedNetwork(recording.resources);
                const { pods, outsiders } = inhabitants(recording, namespaces);
                const all = [...pods, ...outsiders];
                const called = all.map((pod) => ({ ...pod }));
                const ports = edgePorts(network.policies, all).filter((port) => port > 1024);
                names = all.map(({ name }) => name);
                expected = table(
                    names,
                    all.map((from) =>
                        called.map((to) =>
                            ports.filter((port) =>
                                mayTalk(network, from, to, { protocol: "TCP", port }),
                            ),
                        ),
                    ),
                );
                probe = new NetworkProbe(network, all, ports);
                await probe.start();
            });
            after(async function () {
                this.timeout(120_000);
                await probe.remove();
            });

            it("let in on each port who is in docs/network.md, and nobody else", async () => {
                let found = {};
                await waitFor("the rules of all pods", 60, async () => {
                    found = table(names, await probe.answers());
                    return JSON.stringify(found) === JSON.stringify(expected);
                }).catch(() => assert.deepEqual(found, expected));
            });
        });
    }
});

function table<T>(names: string[], rows: T[][]): { [from: string]: { [to: string]: T } } {
    const byName = (cells: T[]) => Object.fromEntries(cells.map((one, i) => [names[i]!, one]));
    return Object.fromEntries(rows.map((cells, index) => [names[index]!, byName(cells)]));
}
