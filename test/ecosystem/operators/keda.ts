import { kubectl } from "../../e2e/kubernetes";
import type { OperatorProgram } from "./operator";
import { Operator } from "./operator";

const module = "github.com/kedacore/keda/v2";
export const version = "2.20.2";
const metrics = "apiservice/v1beta1.external.metrics.k8s.io";

/** KEDA's operator and its metrics server. */
export class Keda extends Operator {
    constructor() {
        super({
            module,
            namespace: "keda",
            manifests: ["crd", "general", "rbac", "manager", "metrics-server", "service_account"],
            programs: [
                {
                    ...program("keda", "operator", "keda-operator"),
                    // Its webhooks are left out.
                    patches: [["add", "args/-", "--enable-webhook-patching=false"]],
                },
                program("keda-adapter", "adapter", "keda-metrics-apiserver"),
            ],
        });
    }

    public override async install(): Promise<void> {
        await super.install();
        await kubectl("wait", "--for=condition=Available", "--timeout=60s", metrics);
    }
}

function program(name: string, command: string, deployment: string): OperatorProgram {
    return {
        tool: { name, version, module: "keda", package: `${module}/cmd/${command}` },
        image: `ghcr.io/kedacore/${name === "keda" ? name : deployment}`,
        deployment,
    };
}
