import { defaultMaxReplicaCount } from "../../../redaction/keda";
import { defineRule } from "../../engine/rule";
import { autoscalerOf } from "../../kubernetes/autoscaling";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { declaredReplicas } from "../../kubernetes/replicas";

export const maximum = defineRule({
    id: "replica-maximum",
    description: "Neither a workload nor its autoscaler asks for more replicas than is allowed.",
    severity: "medium",
    tags: ["capacity"],
    remediation: "Lower spec.replicas, or the autoscaler's maximum.",
    defaults: { max: 50 },
    schema: {
        max: { type: "integer", minimum: 1, description: "The most replicas of any workload." },
    },
    checkObject(object, { config, report }) {
        const { count, path } = most(object) ?? {};
        if (count !== undefined && count > config.max) {
            report(object, {
                at: path ?? "",
                is: `${count}`,
                requires: `at most ${config.max}`,
                fix: `Use ${config.max} or fewer`,
            });
        }
    },
});

/** The most pods or Jobs that an object makes at once. */
function most(object: KubernetesObject): { count: number | undefined; path: string } | undefined {
    const autoscaler = autoscalerOf(object);
    if (autoscaler) {
        return { count: autoscaler.max, path: autoscaler.maxPath };
    }
    if (isKind(object, "keda.sh/ScaledJob")) {
        const count = object.props.spec?.maxReplicaCount ?? defaultMaxReplicaCount;
        return { count, path: "spec.maxReplicaCount" };
    }
    return declaredReplicas(object);
}
