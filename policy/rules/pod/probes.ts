import { defineRule } from "../../engine/rule";
import { runsOn } from "../../kubernetes/podTemplate";

export const probes = defineRule({
    id: "pod-probes",
    description:
        "A container that serves says when it is ready, and is not restarted for being busy.",
    severity: "medium",
    tags: ["reliability"],
    remediation: "Add a readinessProbe, and let the livenessProbe ask something else.",
    defaults: {},
    schema: {},
    checkContainer({ container, pod, list, where }, { report, attempt }) {
        if (list !== "containers" || !runsOn(pod)) {
            return;
        }
        attempt(() => {
            if ((container.ports?.length ?? 0) > 0 && !container.readinessProbe) {
                report(pod.object, {
                    at: `${where} readinessProbe`,
                    is: "unset",
                    requires: "one for a container with ports",
                    fix: "Add one that asks a port of the container",
                });
            }
        });
        const { livenessProbe, readinessProbe } = container;
        if (
            livenessProbe &&
            readinessProbe &&
            JSON.stringify(livenessProbe) === JSON.stringify(readinessProbe)
        ) {
            report(pod.object, {
                at: `${where} livenessProbe`,
                is: "the same as readinessProbe",
                requires: "another one",
                fix: "Remove it or give it another path and more time",
            });
        }
    },
});
