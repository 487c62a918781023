import type { Edit } from "../../engine/edits";
import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { quoted } from "../../engine/violationMessage";
import { isKind, type KubernetesObject, objectName } from "../../kubernetes/object";
import { eachWholePod } from "../../kubernetes/podTemplate";

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
    remedy(object, examination) {
        const edits: Edit[] = [];
        const unset = (at: string, token: boolean | undefined, name: string | undefined) => {
            if (token === undefined && !examination.config.needsApi.includes(name ?? "")) {
                edits.push({ at: `${at}automountServiceAccountToken`, value: false });
            }
        };
        if (isKind(object, "core/ServiceAccount")) {
            examination.attempt(() =>
                unset("", object.props.automountServiceAccountToken, objectName(object)),
            );
        }
        eachWholePod(object, examination, ({ spec, specPath }) => {
            if (spec) {
                unset(specPath, spec.automountServiceAccountToken, spec.serviceAccountName);
            }
        });
        return edits;
    },
    checkPod(pod, examination) {
        const { config, report, attempt } = examination;
        const at = pod.specPath;
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
