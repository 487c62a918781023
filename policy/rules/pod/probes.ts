import { defineRule } from "../../engine/rule";
import { isKind } from "../../kubernetes/object";
import { eachContainer, podTemplateOf } from "../../kubernetes/podTemplate";

export const probes = defineRule({
    id: "pod-probes",
    description:
        "A container that serves says when it is ready, and is not restarted for being busy.",
    severity: "medium",
    remediation: "Add a readinessProbe, and let the livenessProbe ask something else.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        const template = podTemplateOf(object);
        if (!template || !isKind(object, "apps/Deployment", "apps/StatefulSet", "apps/DaemonSet")) {
            return;
        }
        const { report, attempt } = examination;
        eachContainer(
            template,
            examination,
            (container, where) => {
                attempt(() => {
                    if ((container.ports?.length ?? 0) > 0 && !container.readinessProbe) {
                        report(object, {
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
                    report(object, {
                        at: `${where} livenessProbe`,
                        is: "the same as readinessProbe",
                        requires: "another one",
                        fix: "Remove it or give it another path and more time",
                    });
                }
            },
            ["containers"],
        );
    },
});
