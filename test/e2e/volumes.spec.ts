import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { execa } from "execa";

import { kubectl } from "./kubernetes";
import { waitFor } from "./waitFor";

const namespace = "e2e-volumes";

describe("the volumes of the local cluster", () => {
    before(() => kubectl("create", "namespace", namespace));
    after(() => kubectl("delete", "namespace", namespace, "--wait=true"));

    it("are made for a claim, may be written by a user that is not root, and go with the claim", async () => {
        await execa("kubectl", ["apply", "-n", namespace, "-f", "-"], {
            input: JSON.stringify({ apiVersion: "v1", kind: "List", items: [claim, writer] }),
        });
        await waitFor("the pod to have written", 120, async () => {
            const phase = [
                "get",
                "pod",
                "writer",
                "-n",
                namespace,
                "-o",
                "jsonpath={.status.phase}",
            ];
            return (await kubectl(...phase)) === "Succeeded";
        });
        const name = await kubectl(
            ...["get", "pvc", "data", "-n", namespace, "-o", "jsonpath={.spec.volumeName}"],
        );
        const path = await kubectl("get", "pv", name, "-o", "jsonpath={.spec.local.path}");
        assert.ok(existsSync(`${path}/written`));

        await kubectl("delete", "pod/writer", "pvc/data", "-n", namespace);
        await waitFor("the volume and its folder to be gone", 60, async () => {
            const volumes = await kubectl("get", "pv", "-o", "name");
            return !volumes.includes(name) && !existsSync(path);
        });
    });
});

const claim = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
};

const writer = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "writer" },
    spec: {
        restartPolicy: "Never",
        securityContext: { runAsUser: 999, runAsNonRoot: true, fsGroup: 999 },
        containers: [
            {
                name: "writer",
                image: "rabbitmq:4.3.6",
                command: ["touch", "/data/written"],
                volumeMounts: [{ name: "data", mountPath: "/data" }],
            },
        ],
        volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }],
    },
};
