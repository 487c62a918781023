import type { Edit } from "../../engine/edits";
import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { quoted } from "../../engine/violationMessage";
import { isKind, type KubernetesObject, objectName } from "../../kubernetes/object";
import { ownPodTemplate } from "../../kubernetes/podTemplate";

interface Config {
    needsApi: string[];
}

export const serviceAccount = defineRule<Config>({
    id: "pod-service-account",
    description: "Pods run as a ServiceAccount of their own, without a token for the API server.",
    severity: "medium",
    tags: ["security", "access"],
    frameworks: ["cis"],
    remediation: "Set serviceAccountName, and automountServiceAccountToken: false.",
    defaults: { needsApi: [] },
    schema: {
        needsApi: {
            type: "array",
            description: "Names of ServiceAccounts whose pods do call the API server.",
            items: { type: "string", minLength: 1 },
        },
    },
    checkObject(object, examination) {
        if (
            isKind(object, "core/ServiceAccount") &&
            !examination.config.needsApi.includes(objectName(object))
        ) {
            checkToken(object, "", object.props.automountServiceAccountToken, examination);
        }
    },
    remedy(object, { config, attempt }) {
        const edits: Edit[] = [];
        attempt(() => {
            const isAccount = isKind(object, "core/ServiceAccount");
            const pod = isAccount ? undefined : ownPodTemplate(object);
            const field = isAccount ? object.props : pod?.spec;
            const name = isAccount ? objectName(object) : pod?.spec?.serviceAccountName;
            if (
                field &&
                field.automountServiceAccountToken === undefined &&
                !config.needsApi.includes(name ?? "")
            ) {
                const at = isAccount ? "" : `${pod?.path}spec.`;
                edits.push({ at: `${at}automountServiceAccountToken`, value: false });
            }
        });
        return edits;
    },
    checkPod(pod, examination) {
        const { config, report, attempt } = examination;
        const at = `${pod.path}spec.`;
        attempt(() => {
            const name = pod.spec?.serviceAccountName;
            if (!name || name === "default") {
                report(pod.object, {
                    at: `${at}serviceAccountName`,
                    is: quoted(name),
                    requires: "a ServiceAccount of its own",
                    fix: "Create one and name it",
                });
            }
        });
        const token = pod.spec?.automountServiceAccountToken;
        if (token !== false && !config.needsApi.includes(pod.spec?.serviceAccountName ?? "")) {
            checkToken(pod.object, at, token, examination);
        }
    },
});

function checkToken(
    object: KubernetesObject,
    at: string,
    value: boolean | undefined,
    { report }: Examination<Config>,
): void {
    if (value !== false) {
        report(object, {
            at: `${at}automountServiceAccountToken`,
            is: `${value ?? "unset, which means true"}`,
            requires: "false",
            fix: "Set it to false, or list the ServiceAccount in needsApi",
        });
    }
}
