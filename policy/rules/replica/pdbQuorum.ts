import { defineRule } from "../../engine/rule";
import {
    allowedEvictions,
    covers,
    possiblyCovered,
    quorum,
} from "../../kubernetes/disruptionBudget";
import { declaredReplicas } from "../../kubernetes/replicas";

export const pdbQuorum = defineRule({
    id: "replica-pdb-quorum",
    description:
        "A PodDisruptionBudget of a RabbitMQ broker keeps a majority of its nodes running.",
    severity: "critical",
    tags: ["reliability", "rabbitmq"],
    remediation: "Set maxUnavailable to no more than the nodes beyond the majority.",
    defaults: {},
    schema: {},
    checkStack(stack, { report, each, matching }) {
        each(stack.ofKind("policy/PodDisruptionBudget"), (budget) => {
            each(
                matching(
                    possiblyCovered(budget, stack),
                    (workload) => covers(budget, workload) && workload.isBroker,
                ),
                (broker) => {
                    const nodes = declaredReplicas(broker.object)?.count ?? 1;
                    const spare = nodes - quorum(nodes);
                    const allowed = allowedEvictions(budget.props.spec ?? {}, nodes) ?? 0;
                    // One or two nodes have no majority to spare: that is for the broker rules.
                    if (spare > 0 && allowed > spare) {
                        report(budget, {
                            says: `allows ${allowed} of ${nodes} pods to be evicted; quorum needs ${quorum(nodes)} running`,
                            fix: `Set maxUnavailable: ${spare}`,
                        });
                    }
                },
            );
        });
    },
});
