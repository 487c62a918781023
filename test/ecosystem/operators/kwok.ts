import { join } from "node:path";

import { kubectl } from "../../e2e/kubernetes";
import { Operator } from "./operator";

const module = "sigs.k8s.io/kwok";
const version = "0.7.0";

/** What plays the kubelet of nodes that only Kubernetes believes in: their pods are ready, and those of Jobs completed, at once. */
export class Kwok extends Operator {
    constructor() {
        super({
            ...{ module, folder: "kustomize", namespace: "kube-system", manifests: ["kwok"] },
            programs: [
                {
                    tool: { name: "kwok", version, module: "kwok", package: `${module}/cmd/kwok` },
                    image: "registry.k8s.io/kwok/kwok",
                    deployment: "kwok-controller",
                    // Without a share of its own it is the first to starve, and its nodes are taken for dead.
                    patches: [["add", "resources", { requests: { cpu: "500m" } }]],
                },
            ],
        });
    }

    public override async install(): Promise<void> {
        await super.install();
        await kubectl("apply", "-k", join(this.folder, "kustomize", "stage", "fast"));
    }
}
