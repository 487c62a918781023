import assert from "node:assert/strict";

import type { Recording } from "../../harness";
import { runProgram } from "../../harness";
import { valueAt } from "../../valueAt";
import { shop, types } from "../shop";

interface Container {
    name: string;
    [field: string]: unknown;
}

describe("Every pod", () => {
    let pods: [name: string, spec: unknown][];
    let containers: Container[];
    before(async () => {
        const recording: Recording = await runProgram(shop({ producer: { http: {} } }));
        pods = [types.statefulSet, types.job, types.deployment]
            .flatMap((type) => recording.ofType(type))
            .map(({ name, inputs }) => [name, valueAt(inputs, "spec", "template", "spec")]);
        containers = pods.flatMap(([, spec]) => [
            ...((valueAt(spec, "initContainers") ?? []) as Container[]),
            ...(valueAt(spec, "containers") as Container[]),
        ]);
    });

    it("is looked at here", () => {
        assert.deepEqual(pods.map(([name]) => name).sort(), [
            "orders-api",
            "orders-worker",
            "rabbitmq",
            "rabbitmq-topology",
        ]);
        assert.deepEqual(containers.map(({ name }) => name).sort(), [
            "consumer",
            "prepare",
            "producer",
            "rabbitmq",
            "topology",
        ]);
    });

    it("runs as an ordinary user under the runtime's seccomp profile", () => {
        for (const [name, spec] of pods) {
            const user = name.startsWith("rabbitmq") ? 999 : 65532;
            assert.deepEqual(
                valueAt(spec, "securityContext"),
                {
                    runAsNonRoot: true,
                    runAsUser: user,
                    runAsGroup: user,
                    fsGroup: user,
                    fsGroupChangePolicy: "OnRootMismatch",
                    seccompProfile: { type: "RuntimeDefault" },
                },
                name,
            );
        }
    });

    it("gets no token for the Kubernetes API", () => {
        for (const [name, spec] of pods) {
            assert.equal(valueAt(spec, "automountServiceAccountToken"), false, name);
        }
    });

    it("can neither gain privileges nor write to its root file system, in any container", () => {
        for (const { name, securityContext } of containers) {
            assert.deepEqual(
                securityContext,
                {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ["ALL"] },
                },
                name,
            );
        }
    });

    it("has a limit of memory, and says why it did not start, in every container", () => {
        for (const container of containers) {
            assert.match(String(valueAt(container, "resources", "limits", "memory")), /^\d+Mi$/);
            assert.equal(container["terminationMessagePolicy"], "FallbackToLogsOnError");
        }
    });
});
