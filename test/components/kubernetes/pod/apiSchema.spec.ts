import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { ApiObject } from "../../../../components/kubernetes/pod/apiSchema";
import { apiListProblems, apiProblems } from "../../../../components/kubernetes/pod/apiSchema";
import { problemLines } from "../../problemLines";

const lines = (name: ApiObject, value: unknown) => problemLines(apiProblems("pod.x", name, value));

describe("apiProblems", () => {
    it("takes what the API server takes: numbers or names of ports, quantities, maps, nested lists", () => {
        const container = {
            name: "proxy",
            image: "proxy:1",
            ports: [{ containerPort: 8443, name: "https" }],
            readinessProbe: { httpGet: { port: "https", path: "/" }, periodSeconds: 5 },
            livenessProbe: { httpGet: { port: 8443 } },
            resources: { requests: { cpu: 1, memory: "64Mi" }, limits: { cpu: "500m" } },
            env: [{ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }],
        };
        assert.deepEqual(lines("Container", container), []);
        assert.deepEqual(lines("Affinity", undefined), []);
    });

    it("names every field that there is not, with those that there are", () => {
        assert.deepEqual(lines("HostAlias", { ip: "10.0.0.1", hostname: ["a"] }), [
            'pod.x is "hostname"; allowed: the fields of HostAlias: hostnames, ip. Correct or remove it.',
        ]);
    });

    it("tells types, values of closed sets and what is missing, all at once, however deep", () => {
        const affinity = {
            podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                    { labelSelector: { matchLabels: { app: 1 } } },
                ],
                preferredDuringSchedulingIgnoredDuringExecution: { weight: 1 },
            },
        };
        const at = "pod.x.podAntiAffinity";
        assert.deepEqual(lines("Affinity", affinity), [
            `${at}.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey is missing. Set it.`,
            `${at}.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels.app is 1; allowed: text. Correct it.`,
            `${at}.preferredDuringSchedulingIgnoredDuringExecution is "an object"; allowed: a list. Correct it.`,
        ]);
        assert.deepEqual(
            problemLines(
                apiListProblems("pod.tolerations", "Toleration", [
                    { operator: "Exist", tolerationSeconds: 1.5 },
                ]),
            ),
            [
                'pod.tolerations[0].operator is "Exist"; allowed: Equal, Exists. Correct it.',
                "pod.tolerations[0].tolerationSeconds is 1.5; allowed: a whole number. Correct it.",
            ],
        );
    });

    it("shows nothing of what is in an object or a list: it may be a secret", () => {
        assert.deepEqual(lines("EnvVar", { name: "A", value: { password: "hidden" } }), [
            'pod.x.value is "an object"; allowed: text. Correct it.',
        ]);
        assert.deepEqual(lines("EnvVar", ["hidden"]), [
            'pod.x is "a list"; allowed: an object. Correct it.',
        ]);
    });

    it("does not look at what is known only later", () => {
        const later = pulumi.output("x") as unknown;
        assert.deepEqual(lines("EnvVar", { name: "A", value: later }), []);
        assert.deepEqual(lines("EnvVar", later), []);
    });
});
