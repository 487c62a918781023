import assert from "node:assert/strict";

import type { V1Pod } from "@kubernetes/client-node";

import { supposedlyRunning } from "../../../local/cluster/pods";

describe("pods that are said to run", () => {
    const pod = (name: string, containerID: string, state: object): V1Pod => ({
        metadata: { namespace: "shop", name },
        status: {
            containerStatuses: [
                {
                    name: "app",
                    containerID,
                    state,
                    image: "",
                    imageID: "",
                    ready: true,
                    restartCount: 0,
                },
            ],
        },
    });
    const running = { running: {} };

    it("are found by the containers that containerd does not run", () => {
        const pods = [
            pod("alive", "containerd://aaa", running),
            pod("dead", "containerd://bbb", running),
        ];
        assert.deepEqual(supposedlyRunning(pods, new Set(["aaa"])), ["shop/dead"]);
    });

    it("do not include those that are known to wait or to have ended", () => {
        const pods = [
            pod("ended", "containerd://bbb", { terminated: { exitCode: 137 } }),
            pod("waiting", "", { waiting: { reason: "ContainerCreating" } }),
        ];
        assert.deepEqual(supposedlyRunning(pods, new Set()), []);
    });
});
