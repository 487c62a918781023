import { defineRule } from "../../engine/rule";
import {
    annotationBreach,
    containerLimits,
    type ContainerSecurity,
    onWindows,
    podLimits,
    volumeBreach,
} from "../../kubernetes/podSecurity";

export const restricted = defineRule({
    id: "pod-restricted",
    description: "Pods keep to the restricted profile of the Pod Security Standards.",
    severity: "high",
    remediation:
        "Set the security context that https://kubernetes.io/docs/concepts/security/pod-security-standards/ asks for.",
    defaults: {},
    schema: {},
    checkPod(pod, { each, eachEntry, attempt, report }) {
        attempt(() =>
            eachEntry(pod.metadata?.annotations, (key, value) => {
                const breach = annotationBreach(key, value);
                if (breach) {
                    report(pod.object, { ...breach, at: pod.path + breach.at });
                }
            }),
        );
        const at = `${pod.path}spec.`;
        each(podLimits, (limit) => {
            const breach = limit(pod.spec ?? {});
            if (breach) {
                report(pod.object, { ...breach, at: at + breach.at });
            }
        });
        each(pod.spec?.volumes, (volume, index) => {
            const breach = volumeBreach(volume, index);
            if (breach) {
                report(pod.object, { ...breach, at: at + breach.at });
            }
        });
    },
    checkContainer({ container, pod, where }, { each, report }) {
        const security: ContainerSecurity = {
            get container() {
                return container.securityContext;
            },
            get pod() {
                return pod.spec?.securityContext;
            },
            get onWindows() {
                return onWindows(pod);
            },
        };
        each(containerLimits, (limit) => {
            const breach = limit(security);
            if (breach) {
                report(pod.object, { ...breach, at: `${where} ${breach.at}` });
            }
        });
    },
});
