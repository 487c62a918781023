import type { Edit } from "../../engine/edits";
import { defineRule } from "../../engine/rule";
import { type Breach } from "../../kubernetes/podSecurity/breach";
import {
    containerLimits,
    type ContainerSecurity,
    onWindows,
} from "../../kubernetes/podSecurity/container";
import { annotationBreach, podLimits } from "../../kubernetes/podSecurity/pod";
import { volumeBreach } from "../../kubernetes/podSecurity/volume";
import { eachContainer, eachWholePod } from "../../kubernetes/podTemplate";
import type { SecurityContext } from "../../kubernetes/shapes/pod";

export const restricted = defineRule({
    id: "pod-restricted",
    description: "Pods keep to the restricted profile of the Pod Security Standards.",
    severity: "high",
    tags: ["security"],
    frameworks: ["pod-security/restricted", "cis"],
    remediation:
        "Set the security context that https://kubernetes.io/docs/concepts/security/pod-security-standards/ asks for.",
    defaults: { profile: "restricted" },
    schema: {
        profile: {
            type: "string",
            description: "The profile of the Pod Security Standards: restricted, or baseline.",
            enum: ["restricted", "baseline"],
        },
    },
    checkPod(pod, { config, each, eachEntry, attempt, report }) {
        attempt(() =>
            eachEntry(pod.metadata?.annotations, (key, value) => {
                const breach = annotationBreach(key, value);
                if (breach) {
                    report(pod.object, { ...breach, at: pod.path + breach.at });
                }
            }),
        );
        const at = pod.specPath;
        each(podLimits, (limit) => {
            const breach = limit(pod.spec ?? {});
            if (breach && counts(breach, config)) {
                report(pod.object, { ...breach, at: at + breach.at });
            }
        });
        each(pod.spec?.volumes, (volume, index) => {
            const breach = volumeBreach(volume, index);
            if (breach && counts(breach, config)) {
                report(pod.object, { ...breach, at: at + breach.at });
            }
        });
    },
    remedy(object, examination) {
        const edits: Edit[] = [];
        if (examination.config.profile === "baseline") {
            return edits;
        }
        eachWholePod(object, examination, (pod) => {
            if (!pod.spec || onWindows(pod)) {
                return;
            }
            const { spec, specPath } = pod;
            examination.attempt(() => {
                const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
                const inherit = containers.some((container) => !typeOf(container.securityContext));
                if (inherit && !typeOf(spec.securityContext)) {
                    const at = `${specPath}securityContext.seccompProfile.type`;
                    edits.push({ at, value: "RuntimeDefault" });
                }
            });
            eachContainer(pod, examination, ({ container, list, index }) => {
                const at = `${specPath}${list}[${index}].securityContext`;
                edits.push(...containerEdits(at, container.securityContext));
            });
        });
        return edits;
    },
    checkContainer({ container, pod, where }, { config, each, report }) {
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
            if (breach && counts(breach, config)) {
                report(pod.object, { ...breach, at: `${where} ${breach.at}` });
            }
        });
    },
});

function counts({ isStrict }: Breach, { profile }: { profile: string }): boolean {
    return profile !== "baseline" || !isStrict;
}

function typeOf(security: SecurityContext | undefined): string | undefined {
    return security?.seccompProfile?.type;
}

/** What the program says itself stays, and is reported. */
function containerEdits(at: string, security: SecurityContext | undefined): Edit[] {
    const { allowPrivilegeEscalation, capabilities, privileged } = security ?? {};
    // Kubernetes refuses a privileged container that may not escalate.
    const mayEscalate = privileged === true || capabilities?.add?.includes("SYS_ADMIN");
    return [
        ...(allowPrivilegeEscalation === undefined && !mayEscalate
            ? [{ at: `${at}.allowPrivilegeEscalation`, value: false }]
            : []),
        ...(capabilities?.drop === undefined
            ? [{ at: `${at}.capabilities.drop`, value: ["ALL"] }]
            : []),
    ];
}
