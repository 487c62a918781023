import { defineRule } from "../../engine/rule";
import {
    containerLimits,
    type ContainerSecurity,
    onWindows,
    podLimits,
    volumeBreach,
} from "../../kubernetes/podSecurity";
import { eachContainer, podTemplateOf } from "../../kubernetes/podTemplate";

export const restricted = defineRule({
    id: "pod-restricted",
    description: "Pods keep to the restricted profile of the Pod Security Standards.",
    severity: "high",
    remediation:
        "Set the security context that https://kubernetes.io/docs/concepts/security/pod-security-standards/ asks for.",
    defaults: {},
    schema: {},
    checkObject(object, examination) {
        const template = podTemplateOf(object);
        if (!template) {
            return;
        }
        const { each, attempt, report } = examination;
        const at = `${template.path}spec.`;
        each(podLimits, (limit) => {
            const breach = limit(template.spec ?? {});
            if (breach) {
                report(object, { ...breach, at: at + breach.at });
            }
        });
        attempt(() =>
            each(template.spec?.volumes, (volume, index) => {
                const breach = volumeBreach(volume, index);
                if (breach) {
                    report(object, { ...breach, at: at + breach.at });
                }
            }),
        );
        eachContainer(template, examination, (container, where) => {
            const security: ContainerSecurity = {
                get container() {
                    return container.securityContext;
                },
                get pod() {
                    return template.spec?.securityContext;
                },
                get onWindows() {
                    return onWindows(template);
                },
            };
            each(containerLimits, (limit) => {
                const breach = limit(security);
                if (breach) {
                    report(object, { ...breach, at: `${where} ${breach.at}` });
                }
            });
        });
    },
});
