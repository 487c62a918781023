import { defineRule } from "../../engine/rule";
import type { Finding } from "../../engine/violationMessage";
import { isReplicated } from "../../kubernetes/podKinds";
import { podTemplateOf } from "../../kubernetes/podTemplate";
import { declaredReplicas } from "../../kubernetes/replicas";
import { isSpread, topologyKeys } from "../../kubernetes/spreading";

interface Config {
    topologyKeys: string[];
}

/** How many pods there are is in the object, unless an autoscaler decides: only the stack tells. */
export const spread = defineRule<Config>({
    id: "replica-spread",
    description: "The replicas of a workload are spread, so that one node does not take them all.",
    severity: "medium",
    tags: ["reliability"],
    remediation:
        "Add a topologySpreadConstraint over kubernetes.io/hostname that selects the workload's pods.",
    defaults: { topologyKeys: [...topologyKeys] },
    schema: {
        topologyKeys: {
            type: "array",
            description: "The labels of nodes that tell places apart: hosts, racks, zones.",
            items: { type: "string", minLength: 1 },
            minItems: 1,
        },
    },
    readsInputs: true,
    checkPod(pod, { config, report }) {
        const count = declaredReplicas(pod.object)?.count ?? 1;
        if (count > 1 && !isSpread(pod, count, config.topologyKeys)) {
            report(pod.object, unspread(`${count}`));
        }
    },
    checkStack(stack, { config, report, each }) {
        each(stack.workloads, ({ object, template }) => {
            const count = declaredReplicas(object)?.count ?? 1;
            // Its own have been judged as the pods that they are.
            const isTaken = template && template.object !== object;
            if (isTaken && count > 1 && !isSpread(template, count, config.topologyKeys)) {
                report(object, unspread(`${count}`));
            }
        });
        each(stack.autoscalers.length > 0 ? stack.objects.filter(isReplicated) : [], (object) => {
            const { found, unknown } = stack.scalersOf(object);
            if (unknown) {
                throw unknown;
            }
            const declared = stack.inputsOf(object) ?? object;
            const count = Math.max(0, ...found.map(({ max }) => max ?? 0));
            const pod = podTemplateOf(declared);
            if (
                pod &&
                count > 1 &&
                (declaredReplicas(declared)?.count ?? 1) <= 1 &&
                !isSpread(pod, count, config.topologyKeys)
            ) {
                report(object, unspread(`up to ${count}`));
            }
        });
    },
});

function unspread(count: string): Finding {
    return {
        says: `spreads its ${count} pods by neither a topologySpreadConstraint nor a podAntiAffinity over kubernetes.io/hostname`,
        fix: "Add a topologySpreadConstraint that selects its pods",
    };
}
